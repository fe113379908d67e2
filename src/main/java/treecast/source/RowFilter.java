package treecast.source;

import treecast.data.DataException;

/** Filter of a reader's rows, which passes over those that cannot be read if it is told to. */
final class RowFilter {
  private final TextInput text;
  private final boolean skips;
  private final Runnable check;
  private SkippedRows skipped = SkippedRows.NONE;

  /**
   * Filter.
   *
   * @param skips whether rows are passed over, or their error is thrown
   * @param check throws a {@link DataException} if the current row cannot be read
   */
  RowFilter(TextInput text, boolean skips, Runnable check) {
    this.text = text;
    this.skips = skips;
    this.check = check;
  }

  /** Checks the current row; false if it is passed over. */
  boolean isGood() {
    try {
      check.run();
      return true;
    } catch (DataException e) {
      if (!skips) {
        throw e;
      }
      skipped = skipped.and(SkippedRows.Row.of(text, e));
      return false;
    }
  }

  /** Rows that were passed over so far. */
  SkippedRows skipped() {
    return skipped;
  }
}

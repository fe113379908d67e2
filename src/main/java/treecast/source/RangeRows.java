package treecast.source;

import java.io.Serializable;
import java.util.List;

/**
 * Rows of a range of a file, as they are counted without knowing what is before the range.
 *
 * @param first offset of the first record, or of lines before it
 * @param behind place behind the last record, with the numbers of rows and lines from the range's
 *     first record
 * @param rows number of rows that are read, without those that lack a value
 * @param width largest number of features of a row
 * @param leftOut number of rows that lack a value
 * @param skipped rows that cannot be read, counted from the range's first record
 * @param marks places of some rows, see {@link RowMarks}
 * @param labels distinct labels in the order in which they appear
 * @param classes index of each row's label in that list
 * @param failed whether there is an error behind these rows
 */
@SuppressWarnings({"ArrayRecordComponent", "serial"})
record RangeRows(
    long first,
    TextPlace behind,
    long rows,
    int width,
    long leftOut,
    SkippedRows skipped,
    long[] marks,
    List<Label> labels,
    char[] classes,
    boolean failed)
    implements Serializable {

  /**
   * Label.
   *
   * @param row number of rows from the range's first record to its first row
   * @param line number of lines from the range's first record to its first row
   */
  record Label(String label, long row, long line) implements Serializable {}
}

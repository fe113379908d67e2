package treecast.source;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import treecast.data.BadRows;
import treecast.data.DataException;

/**
 * Rows that were left out because they cannot be read.
 *
 * @param count how many
 * @param first the first of them, at most {@value #NAMED}
 */
@SuppressWarnings("serial") // a serialisable list, which the interface does not say
record SkippedRows(long count, List<Row> first) implements Serializable {
  /** Number of rows that are named. */
  static final int NAMED = 10;

  static final SkippedRows NONE = new SkippedRows(0, List.of());

  SkippedRows {
    first = List.copyOf(first);
  }

  /**
   * Row that cannot be read.
   *
   * @param file name of its file
   * @param row its index in the file, or the number of rows since a place
   * @param line its line in the file, or the number of lines since a place
   * @param why what was expected, and what was found
   */
  record Row(String file, long row, long line, String why) implements Serializable {

    /** The current row of a reader. */
    static Row of(TextInput text, DataException error) {
      String file = text.path().toString();
      String place = "%s: %s: ".formatted(file, text.position());
      String why = String.valueOf(error.getMessage());
      return new Row(
          file,
          text.row().row(),
          text.row().line(),
          why.startsWith(place) ? why.substring(place.length()) : why);
    }

    /** The same row counted from another place. */
    Row moved(long rows, long lines) {
      return new Row(file, row + rows, line + lines, why);
    }

    @Override
    public String toString() {
      return "%s: row %d, line %d: %s".formatted(file, row, line, why);
    }
  }

  /** These and another row. */
  SkippedRows and(Row row) {
    return and(new SkippedRows(1, List.of(row)));
  }

  /** These and the next ones. */
  SkippedRows and(SkippedRows next) {
    return next.count == 0
        ? this
        : new SkippedRows(
            count + next.count,
            Stream.concat(first.stream(), next.first.stream()).limit(NAMED).toList());
  }

  /** The same rows counted from another place. */
  SkippedRows moved(long rows, long lines) {
    return new SkippedRows(count, first.stream().map(row -> row.moved(rows, lines)).toList());
  }

  /**
   * Checks that they are few.
   *
   * @param others number of other rows
   * @throws DataException that names the first one
   */
  void requireFew(BadRows bad, long others) {
    if (!bad.allows(count, count + others)) {
      throw new DataException(
          "%s (with %,d of %,d rows that cannot be read; data.badRows allows %s)"
              .formatted(first.get(0), count, count + others, bad.limit()));
    }
  }
}

package treecast.source;

import java.io.Serializable;

/**
 * Marks of a file's rows: the places of some of them, by which any row is found without reading
 * many others.
 *
 * @param rows number of rows that are read, without those that lack a value
 * @param length size of the file in bytes, as it is stored
 * @param seeks whether it can be read from any place
 * @param marks for each mark the index of its row, and offset, row and line of its place
 */
@SuppressWarnings("ArrayRecordComponent")
record RowMarks(long rows, long length, boolean seeks, long[] marks) implements Serializable {
  /** Numbers of a mark. */
  static final int SIZE = 4;

  /** Fewest rows from one mark to the next. */
  static final int ROWS = 64;

  /** Largest number of marks of a file. */
  private static final int MOST = 1 << 18;

  private static final int LEAST_BYTES = 1 << 12;

  /** Smallest number of bytes from one mark to the next. */
  static long bytes(long length) {
    return Math.max(LEAST_BYTES, length / MOST);
  }

  /** Index of the last mark at or before a row. */
  int before(long row) {
    int low = 0;
    int high = marks.length / SIZE - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (row(middle) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Number of marks. */
  int count() {
    return marks.length / SIZE;
  }

  /** Index of a mark's row. */
  long row(int mark) {
    return marks[SIZE * mark];
  }

  TextPlace place(int mark) {
    int at = SIZE * mark;
    return new TextPlace(marks[at + 1], marks[at + 2], marks[at + 3]);
  }
}

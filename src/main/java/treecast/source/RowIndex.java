package treecast.source;

import java.io.Serializable;
import java.util.List;

/**
 * Index of the rows of some files, which follow one another.
 *
 * @param files marks of each file
 * @param starts index of each file's first row, and the number of all rows
 */
@SuppressWarnings({"ArrayRecordComponent", "serial"})
record RowIndex(List<RowMarks> files, long[] starts) implements Serializable {

  /** Index of files in their order. */
  static RowIndex of(List<RowMarks> files) {
    long[] starts = new long[files.size() + 1];
    for (int i = 0; i < files.size(); i++) {
      starts[i + 1] = starts[i] + files.get(i).rows();
    }
    return new RowIndex(List.copyOf(files), starts);
  }

  /** Number of rows. */
  long rows() {
    return starts[files.size()];
  }

  /** Index of the file that holds a row. */
  int fileOf(long row) {
    int low = 0;
    int high = files.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}

package treecast.source;

import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;

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

  /**
   * Rows at which ranges of the files begin, and the number of all rows. A range lies in one file.
   *
   * @param bytes smallest number of bytes of a range, but for the last of a file
   */
  long[] starts(long bytes) {
    LongStream.Builder all = LongStream.builder();
    for (int i = 0; i < files.size(); i++) {
      RowMarks marks = files.get(i);
      long begin = 0;
      all.add(starts[i]);
      for (int mark = 1; marks.seeks() && mark < marks.count(); mark++) {
        long offset = marks.place(mark).offset();
        if (offset - begin >= bytes
            && marks.length() - offset >= bytes / 2
            && marks.row(mark) < marks.rows()) {
          all.add(starts[i] + marks.row(mark));
          begin = offset;
        }
      }
    }
    return all.add(rows()).build().toArray();
  }
}

package treecast.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive blocks of rows that one task reads. What is summed over rows is summed block by
 * block, whichever tasks read them, so that it has the same bits.
 *
 * @param from index of the first row
 * @param to index behind the last row
 */
record RowBlocks(long from, long to) implements Serializable {
  /** Number of rows of a block; the last one may have fewer. */
  static final int ROWS = 1 << 16;

  /**
   * Blocks of all rows. Those of a file that cannot be read from any place are one task's.
   *
   * @param together whether one task has to read all rows
   */
  static List<RowBlocks> of(RowIndex index, boolean together) {
    List<RowBlocks> tasks = new ArrayList<>();
    long from = 0;
    for (long to = Math.min(ROWS, index.rows()); from < index.rows(); to = next(to, index)) {
      if (to == index.rows() || !(together || isWithinFile(index, to))) {
        tasks.add(new RowBlocks(from, to));
        from = to;
      }
    }
    return tasks;
  }

  /**
   * The same rows for fewer tasks.
   *
   * @param max largest number of tasks
   */
  static List<RowBlocks> joined(List<RowBlocks> tasks, int max) {
    int each = (tasks.size() + max - 1) / max;
    List<RowBlocks> joined = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i += each) {
      RowBlocks last = tasks.get(Math.min(i + each, tasks.size()) - 1);
      joined.add(new RowBlocks(tasks.get(i).from(), last.to()));
    }
    return joined;
  }

  private static long next(long to, RowIndex index) {
    return Math.min(to + ROWS, index.rows());
  }

  /** Whether a row and the one before it are in one file that has to be read from its beginning. */
  private static boolean isWithinFile(RowIndex index, long row) {
    int file = index.fileOf(row);
    return !index.files().get(file).seeks() && index.fileOf(row - 1) == file;
  }

  /** Index behind the last row of the block that begins with a row. */
  long endOf(long row) {
    return Math.min(to, row + ROWS);
  }
}

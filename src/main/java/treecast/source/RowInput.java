package treecast.source;

import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import treecast.data.Rows;

/**
 * Input rows for a model's predictions, with labels or without them, in ranges that are read
 * independently of one another. It is sent to executors.
 */
public interface RowInput extends Serializable {

  /** Name of the data, for people. */
  String name();

  /** What was decided by looking at the files, in lines for people. */
  default List<String> notes() {
    return List.of();
  }

  /** Files, with their sizes and times of change: the same rows have the same text. */
  String identity();

  /** The same rows in ranges of large files, for which these may have to be read once. */
  default RowInput cut() {
    return this;
  }

  /** Number of ranges, 1 or more. */
  int ranges();

  /** Whether ranges need not be read to know their numbers of rows. */
  default boolean isCounted() {
    return false;
  }

  /**
   * Number of rows of a range, for which it may have to be read.
   *
   * @throws treecast.data.DataException if it cannot be read
   */
  long count(int range);

  /**
   * Reads a range, batch by batch, until {@code each} returns false.
   *
   * @param keep columns whose fields are handed on
   * @throws treecast.data.DataException if a row cannot be used
   */
  void read(int range, List<String> keep, Predicate<RowBatch> each);

  /**
   * Files that lie on this machine's disk: the path of each, and the name under which {@link
   * #movedTo} finds a copy of it.
   */
  Map<String, String> localFiles();

  /** Input of the same rows after its files have been copied into another folder. */
  RowInput movedTo(URI elsewhere);

  /**
   * Consecutive rows.
   *
   * @param inputs features before scaling
   * @param count number of rows
   * @param kept fields of each row that are handed on; empty if there are none
   */
  record RowBatch(Rows inputs, int count, List<List<String>> kept) {
    /** Maximum number of rows. */
    public static final int MAX = 256;
  }
}

package treecast.source;

import java.util.BitSet;
import java.util.Optional;
import treecast.data.TaskRunner;

/** Text format whose values are examined by tasks, after the rows have been counted. */
interface ExaminedFormat extends SeekingFormat {
  /** Whether it is known only after an examination which records are rows. */
  default boolean isOpen() {
    return false;
  }

  /**
   * Reads every value once and checks it.
   *
   * @param leftOut rows to which a scaling is not fitted; empty if none is fitted at all
   * @throws treecast.data.DataException that names the first row that cannot be used
   */
  TableValues examine(IndexedFiles rows, TaskRunner tasks, Optional<BitSet> leftOut);
}

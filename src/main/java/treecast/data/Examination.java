package treecast.data;

import java.util.BitSet;
import java.util.Optional;

/**
 * Examination of a data set: how its rows are read, and to which of them a scaling will be fitted.
 *
 * @param tasks runner of the tasks that read rows
 * @param fitted training rows for {@link FeatureMoments}; empty if no scaling is fitted
 * @param rangeBytes number of bytes of a file that a task reads at least, or {@link #AUTO}; results
 *     do not depend on it
 */
public record Examination(TaskRunner tasks, Optional<FittedRows> fitted, long rangeBytes) {
  /** Size of ranges: by the size of the files. */
  public static final long AUTO = 0;

  /** Choice of the training rows to which a scaling is fitted. */
  @FunctionalInterface
  public interface FittedRows {
    /**
     * Indices of the training rows that are left out.
     *
     * @param classes the class of each training row, a byte (0 to 255)
     */
    BitSet leftOut(char[] classes);
  }

  /** Examination on threads of this JVM for a data set that is not scaled. */
  public static Examination onThreads() {
    return new Examination(TaskRunner.onThreads(), Optional.empty(), AUTO);
  }

  /** The same examination by another runner. */
  public Examination with(TaskRunner other) {
    return new Examination(other, fitted, rangeBytes);
  }
}

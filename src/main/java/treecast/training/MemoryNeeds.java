package treecast.training;

import treecast.linalg.Precision;

/**
 * Memory that a training needs: the heap of the driver, and that of each executor. What counts are
 * the arrays as long as the weights; {@code docs/running.md} has the formula. Rows are not counted,
 * as those that find no room are kept on disk.
 *
 * @param driver bytes of the driver's heap
 * @param executor bytes of each executor's heap; 0 if the driver's JVM computes everything
 */
public record MemoryNeeds(long driver, long executor) {
  /** What a JVM with Spark needs besides, in bytes. */
  static final long BASE = 256L << 20;

  /**
   * Arrays of a broadcast and of a sum that is received, on the driver. A broadcast's blocks of 1
   * MiB and some bytes take twice their size, as Java's collector gives whole regions to large
   * objects.
   */
  private static final int EXCHANGED_BY_DRIVER = 5;

  /** Arrays of a broadcast, twice its blocks, and of a sum that is cut and sent, on an executor. */
  private static final int EXCHANGED_BY_EXECUTOR = 6;

  /**
   * Arrays of weights while a model file is written: its bytes, and those of its largest tensor.
   */
  private static final int WRITTEN = 2;

  /** The best weights, and those that they replace. */
  private static final int BEST = 2;

  /** States to which a training can go back, and one that replaces the older of two. */
  private static final int RESTORE_POINTS = 3;

  /**
   * What the threads of one JVM hold at once in a step.
   *
   * @param gradients number of gradient arrays
   * @param threads number of threads, each of which may transpose the largest matrix of weights
   */
  public record Held(int gradients, int threads) {}

  /**
   * Memory of a training in one JVM, as with a local master.
   *
   * @param checkpoints whether checkpoints are written
   * @param held what the threads of the JVM hold at once
   */
  public static MemoryNeeds inOneJvm(TrainingPlan plan, boolean checkpoints, Held held) {
    return new MemoryNeeds(
        BASE + state(plan, checkpoints) + computed(plan, held), /* executor= */ 0);
  }

  /**
   * Memory of a training on a cluster.
   *
   * @param checkpoints whether checkpoints are written
   * @param held what the threads of an executor hold at once
   */
  public static MemoryNeeds onCluster(TrainingPlan plan, boolean checkpoints, Held held) {
    return new MemoryNeeds(
        BASE + state(plan, checkpoints) + EXCHANGED_BY_DRIVER * array(plan),
        BASE + EXCHANGED_BY_EXECUTOR * array(plan) + computed(plan, held));
  }

  /** Bytes of what the driver keeps and writes between the steps. */
  private static long state(TrainingPlan plan, boolean checkpoints) {
    long array = Double.BYTES * numbers(plan);
    long slots = plan.update().optimizer().slots();
    long arrays = 1 + slots;
    arrays += checkpoints ? Math.max(1 + slots, WRITTEN) : WRITTEN;
    arrays += plan.evaluation().stopping().equals(EarlyStopping.NEVER) ? 0 : BEST;
    arrays += plan.update().onDivergence().goesBack() ? RESTORE_POINTS * (1 + slots) : 0;
    // In single precision the weights are rounded, and the gradient is widened, for each step.
    return plan.network().precision() == Precision.SINGLE
        ? (arrays + 1) * array + array(plan)
        : arrays * array;
  }

  /** Bytes of gradients, and of copies of the largest matrix of weights. */
  private static long computed(TrainingPlan plan, Held held) {
    long largest =
        plan.network().weightTensors().stream()
            .mapToLong(tensor -> tensor.parameter().size())
            .max()
            .orElse(0);
    return held.gradients() * array(plan)
        + held.threads() * largest * plan.network().precision().bytes();
  }

  /** Bytes of an array of weights or gradients in the plan's precision. */
  private static long array(TrainingPlan plan) {
    return plan.network().precision().bytes() * numbers(plan);
  }

  private static long numbers(TrainingPlan plan) {
    return (long) plan.network().parameters() + plan.network().statistics();
  }
}

package treecast.training;

import java.util.List;
import java.util.stream.IntStream;
import treecast.data.ByteRows;
import treecast.data.Shard;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * Warm-up of the JIT compiler: trains on random data in the background while Spark starts and rows
 * are read, so that the code of a step is compiled before the training begins. The first steps of a
 * cold JVM take a hundred times as long as later ones. The results are discarded.
 */
public final class JitWarmUp {
  /** Number of shards: enough that their gradients have to be added. */
  private static final int SHARDS = 2;

  /** Maximum number of rows of a shard; more would only make a step longer. */
  private static final int ROWS = 128;

  /** Number of steps between evaluations. */
  private static final int EPOCH = 64;

  /**
   * Maximum number of parameters. A larger network is compiled during its first step anyway, and
   * its warm-up would need too much memory.
   */
  private static final int MAX_PARAMETERS = 1 << 20;

  private final TrainingPlan plan;
  private final Thread thread;
  private volatile boolean enough;

  private JitWarmUp(TrainingPlan plan) {
    this.plan = small(plan);
    thread = new Thread(this::train, "warm-up");
    thread.setDaemon(true);
  }

  /** Starts a training in the background like the plan's, with fewer rows and shards. */
  public static JitWarmUp start(TrainingPlan plan) {
    JitWarmUp warmUp = new JitWarmUp(plan);
    if (plan.network().parameters() <= MAX_PARAMETERS) {
      warmUp.thread.start();
    }
    return warmUp;
  }

  /** Ends the warm-up after the current step; may be called more than once. */
  public void end() {
    enough = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void train() {
    List<Shard> noise = noise();
    TrainingListener untilEnough =
        new TrainingListener() {
          @Override
          public void stepped(int step, double rate, double loss, StepTimes times) {
            if (enough) {
              throw new StopWarmUp();
            }
          }
        };
    try {
      new Trainer(plan, new LocalEngine(noise, noise, 1))
          .run(TrainingState.initial(plan), untilEnough);
    } catch (StopWarmUp | Diverged e) {
      // The warm-up is meant to end by this exception.
    }
  }

  private static TrainingPlan small(TrainingPlan plan) {
    int batch = SHARDS * Math.min(ROWS, plan.batches().ofShard(0));
    UpdateRule once = plan.update().withOnDivergence(DivergencePolicy.STOP);
    return plan.withUpdate(once)
        .withBatches(new Batches(batch, SHARDS, plan.batches().sampling(), EPOCH * batch))
        .withSteps(Integer.MAX_VALUE)
        .withEvaluation(EvaluationPolicy.PLAIN);
  }

  private List<Shard> noise() {
    int features = plan.network().inputs();
    int rows = plan.batches().ofShard(0);
    RandomStream random = RandomStream.of(Purpose.WARM_UP, plan.seed());
    byte[] pixels = new byte[rows * features];
    char[] labels = new char[rows];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.below(i, 256);
    }
    for (int i = 0; i < rows; i++) {
      labels[i] = (char) random.below(pixels.length + i, plan.network().outputs());
    }
    return IntStream.range(0, SHARDS)
        .mapToObj(shard -> new Shard(shard, new ByteRows(features, pixels), labels))
        .toList();
  }

  private static final class StopWarmUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StopWarmUp() {
      super("warm enough", null, false, false);
    }
  }
}

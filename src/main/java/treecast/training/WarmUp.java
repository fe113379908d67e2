package treecast.training;

import java.util.List;
import java.util.stream.IntStream;
import treecast.data.Shard;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * Trains on noise in the background while Spark starts and rows are read, so that the JIT has
 * compiled the step before the first one counts: the first steps of a cold JVM take a hundred times
 * as long as later ones. What it computes is thrown away.
 */
public final class WarmUp {
  /** Enough to join the sums of. */
  private static final int SHARDS = 2;

  /** The most rows of a shard; more make a step longer and the JIT no wiser. */
  private static final int ROWS = 128;

  /** Steps from one evaluation to the next. */
  private static final int EPOCH = 64;

  /** A larger network fills its first step with enough work for the JIT, and the memory besides. */
  private static final int MAX_PARAMETERS = 1 << 20;

  private final TrainingPlan plan;
  private final Thread thread;
  private volatile boolean enough;

  private WarmUp(TrainingPlan plan) {
    this.plan = small(plan);
    thread = new Thread(this::train, "warm-up");
    thread.setDaemon(true);
  }

  /** Begins to train as the plan does, but on few rows of few shards whatever it has. */
  public static WarmUp start(TrainingPlan plan) {
    WarmUp warmUp = new WarmUp(plan);
    if (plan.network().parameters() <= MAX_PARAMETERS) {
      warmUp.thread.start();
    }
    return warmUp;
  }

  /** Ends it, after the step at hand; more than once if need be. */
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
      // It was only ever to be ended.
    }
  }

  private static TrainingPlan small(TrainingPlan plan) {
    int batch = SHARDS * Math.min(ROWS, plan.batches().ofShard(0));
    return plan.withBatches(new Batches(batch, SHARDS, plan.batches().sampling(), EPOCH * batch))
        .withSteps(Integer.MAX_VALUE)
        .withEvaluation(EvaluationPolicy.PLAIN);
  }

  private List<Shard> noise() {
    int features = plan.network().inputs();
    int rows = plan.batches().ofShard(0);
    RandomStream random = RandomStream.of(Purpose.WARM_UP, plan.seed());
    byte[] pixels = new byte[rows * features];
    byte[] labels = new byte[rows];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) random.below(i, 256);
    }
    for (int i = 0; i < rows; i++) {
      labels[i] = (byte) random.below(pixels.length + i, plan.network().outputs());
    }
    return IntStream.range(0, SHARDS)
        .mapToObj(shard -> new Shard(shard, features, pixels, labels))
        .toList();
  }

  private static final class StopWarmUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StopWarmUp() {
      super("warm enough", null, false, false);
    }
  }
}

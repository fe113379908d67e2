package treecast.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.nn.GradientSum;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/**
 * A step as {@link treecast.training.LocalTrainer} takes it: gather, forward, backward, sum, Adam.
 */
@State(Scope.Thread)
public class Steps {
  @Param({"auto"})
  String gemm;

  @Param({"128", "1024"})
  int batch;

  /** Number of shards, and of threads that compute them. */
  @Param({"1 shard 1 thread", "8 shards 1 thread", "8 shards 2 threads"})
  String split;

  private final ArrayPool pool = new ArrayPool();
  private TrainingPlan plan;
  private TrainingState state;
  private List<Shard> shards;
  private ExecutorService workers;

  /** Deals the rows and starts the threads. */
  @Setup
  public void start() {
    String[] words = split.split(" ", -1);
    int count = Integer.parseInt(words[0]);
    int threads = Integer.parseInt(words[2]);
    plan = Sizes.plan(batch, count, gemm);
    state = TrainingState.initial(plan);
    shards = Noise.shards(Sizes.ROWS, count);
    workers = threads > 1 ? Executors.newFixedThreadPool(threads) : null;
  }

  /** Lets the threads go. */
  @TearDown
  public void stop() {
    if (workers != null) {
      workers.shutdownNow();
    }
  }

  /** One step. */
  @Benchmark
  public double step() throws Exception {
    GradientSum sum = new GradientSum();
    for (GradientSum part : gradients(state.step())) {
      sum = sum.plus(part);
    }
    return state.advance(plan, sum);
  }

  private List<GradientSum> gradients(int step) throws Exception {
    if (workers == null) {
      return shards.stream().map(s -> plan.gradient(state.weights(), s, step, pool)).toList();
    }
    List<Callable<GradientSum>> calls = new ArrayList<>();
    shards.forEach(s -> calls.add(() -> plan.gradient(state.weights(), s, step, pool)));
    List<GradientSum> parts = new ArrayList<>();
    for (Future<GradientSum> part : workers.invokeAll(calls)) {
      parts.add(part.get());
    }
    return parts;
  }
}

package treecast.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.training.ProfiledSum;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;
import treecast.training.Workers;

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
  private Workers workers;

  /** Deals the rows and starts the threads. */
  @Setup
  public void start() {
    String[] words = split.split(" ", -1);
    int count = Integer.parseInt(words[0]);
    int threads = Integer.parseInt(words[2]);
    plan = Sizes.plan(batch, count, gemm);
    state = TrainingState.initial(plan);
    shards = Noise.shards(Sizes.ROWS, count);
    workers = new Workers(threads);
  }

  /** Lets the threads go. */
  @TearDown
  public void stop() {
    workers.close();
  }

  /** One step. */
  @Benchmark
  public double step() {
    int step = state.step();
    ProfiledSum sum = workers.sum(shards, s -> plan.gradient(state.weights(), s, step, pool));
    double loss = state.advance(plan, sum.sum());
    sum.recycle();
    return loss;
  }
}

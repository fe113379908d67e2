package treecast.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import treecast.linalg.FlatArray;
import treecast.linalg.Precision;
import treecast.training.Engine;
import treecast.training.LocalEngine;
import treecast.training.TimedGradientSum;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/**
 * A step as {@link treecast.training.Trainer} takes it over a {@link
 * treecast.training.LocalEngine}: gather, forward, backward, sum, Adam.
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

  @Param({"DOUBLE", "SINGLE"})
  Precision precision;

  private TrainingPlan plan;
  private TrainingState state;
  private Engine engine;

  /** Deals the rows and starts the threads. */
  @Setup
  public void start() {
    String[] words = split.split(" ", -1);
    int count = Integer.parseInt(words[0]);
    int threads = Integer.parseInt(words[2]);
    plan = Sizes.plan(batch, count, gemm, precision);
    state = TrainingState.initial(plan);
    engine = new LocalEngine(Noise.shards(Sizes.ROWS, count), List.of(), threads);
  }

  /** Lets the threads go. */
  @TearDown
  public void stop() {
    engine.close();
  }

  /** One step. */
  @Benchmark
  public double step() {
    int step = state.step();
    FlatArray weights = state.weights(precision);
    try (TimedGradientSum sum =
        engine.sum((shard, pool) -> plan.gradient(weights, shard, step, pool))) {
      return state.advance(plan, sum.sum());
    }
  }
}

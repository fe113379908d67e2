package treecast.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import treecast.data.BatchRequest;
import treecast.data.Minibatch;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.linalg.FlatArray;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.Workspace;
import treecast.nn.GradientSum;
import treecast.nn.Masks;
import treecast.nn.Mode;
import treecast.training.TrainingPlan;

/** What a step of one shard is made of; each benchmark contains the one before it. */
@State(Scope.Thread)
public class StepParts {
  @Param({"128", "1024"})
  int batch;

  @Param({"DOUBLE", "SINGLE"})
  Precision precision;

  private final ArrayPool pool = new ArrayPool();
  private TrainingPlan plan;
  private Shard shard;
  private FlatArray weights;
  private FlatArray statistics;
  private int step;

  /** Makes the plan, the rows and the weights. */
  @Setup
  public void make() {
    plan = Sizes.plan(batch, 1, "auto", precision);
    shard = Noise.shard(0, Sizes.ROWS);
    weights = precision.of(plan.network().initialWeights(plan.initializer(), plan.seed()));
    statistics = precision.zeros(plan.network().statistics());
  }

  /** Draws the rows, gathers and scales them. */
  @Benchmark
  public Minibatch gather() {
    BatchRequest draw = new BatchRequest(plan.batches().sampling(), plan.seed(), step++, batch);
    return shard.draw(draw, 0, batch, Workspace.ofThisThread(precision).reuse());
  }

  /** Gather, then forward to the scores. */
  @Benchmark
  public Matrix gatherForward() {
    Minibatch rows = gather();
    Mode mode = new Mode.Training(Masks.random(plan.seed(), step, 0, 0));
    return plan.network()
        .scores(mode, weights, statistics, rows.x(), Workspace.ofThisThread(precision));
  }

  /** Gather, forward, loss and backward. */
  @Benchmark
  public GradientSum gatherForwardBackward() {
    GradientSum sum = plan.gradient(weights, shard, step++, pool);
    pool.give(sum.total());
    return sum;
  }
}

package treecast.training;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.List;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.linalg.Clock;
import treecast.linalg.Workspace;
import treecast.nn.GradientSum;

/**
 * Gradient sum over shards with the time that its computation took. Adding, serialising and
 * deserialising are measured here, so that {@link GradientSum} has no clock.
 *
 * <p>It owns its arrays: {@code a.plus(b)} uses up both operands.
 */
public final class TimedGradientSum implements Externalizable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private GradientSum sum;
  private GradientTimes times;

  /** Receives arrays that are not needed any more; a deserialised sum has a pool of its own. */
  @SuppressWarnings("serial") // never written: this is Externalizable
  private final ArrayPool pool;

  /** Sum over no shard. */
  public TimedGradientSum() {
    this(new GradientSum(), GradientTimes.NONE, new ArrayPool());
  }

  private TimedGradientSum(GradientSum sum, GradientTimes times, ArrayPool pool) {
    this.sum = sum;
    this.times = times;
    this.pool = pool;
  }

  /**
   * Sum over one shard.
   *
   * @param times time that the shard took
   * @param pool receives arrays that are not needed any more
   */
  public static TimedGradientSum of(GradientSum sum, GradientTimes times, ArrayPool pool) {
    return new TimedGradientSum(sum, times, pool);
  }

  /** Computes the sum over one shard, on this thread. */
  public static TimedGradientSum of(Engine.ShardGradient gradient, Shard shard, ArrayPool pool) {
    Clock clock = Workspace.ofThisThread().clock();
    clock.start();
    GradientSum sum = gradient.apply(shard, pool);
    return of(sum, GradientTimes.of(clock), pool);
  }

  /** Sum over the shards of both; uses up both operands. */
  public TimedGradientSum plus(TimedGradientSum other) {
    if (sum.arrays() == 0) {
      return other;
    }
    long start = System.nanoTime();
    sum = sum.plus(other.sum, pool);
    times = times.plus(other.times, System.nanoTime() - start);
    return this;
  }

  /**
   * Cuts the sum into slices ({@link GradientSum#slices}), which uses it up; the first one keeps
   * the times.
   */
  public List<TimedGradientSum> slices(int count) {
    List<TimedGradientSum> slices = new ArrayList<>();
    for (GradientSum slice : sum.slices(count, pool)) {
      slices.add(of(slice, slices.isEmpty() ? times : GradientTimes.NONE, pool));
    }
    return slices;
  }

  /** Sum of which there are slices ({@link GradientSum#ofSlices}). */
  public static TimedGradientSum ofSlices(List<TimedGradientSum> slices) {
    long start = System.nanoTime();
    GradientSum sum = GradientSum.ofSlices(slices.stream().map(TimedGradientSum::sum).toList());
    GradientTimes times =
        slices.stream().map(TimedGradientSum::times).reduce((a, b) -> a.plus(b, 0)).orElseThrow();
    return of(sum, times.plus(GradientTimes.NONE, System.nanoTime() - start), new ArrayPool());
  }

  /** Records the duration of the task that computed this sum, in nanoseconds. */
  public TimedGradientSum tookTask(long nanos) {
    times = times.by(nanos);
    return this;
  }

  /** Gradient sum without its times. */
  public GradientSum sum() {
    return sum;
  }

  /** Time that the computation of the sum took. */
  public GradientTimes times() {
    return times;
  }

  /**
   * Returns the array of the total to its pool; the sum is empty afterwards.
   *
   * @throws IllegalStateException if a shard is missing or was summed twice
   */
  @Override
  public void close() {
    pool.give(sum.total());
    sum = new GradientSum();
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    long start = System.nanoTime();
    sum.writeExternal(out);
    out.writeObject(times.serialisedIn(System.nanoTime() - start));
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    long start = System.nanoTime();
    sum.readExternal(in);
    times = ((GradientTimes) in.readObject()).serialisedIn(System.nanoTime() - start);
  }
}

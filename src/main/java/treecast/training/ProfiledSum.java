package treecast.training;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import treecast.data.Shard;
import treecast.linalg.ArrayPool;
import treecast.linalg.Clock;
import treecast.linalg.Workspace;
import treecast.nn.GradientSum;

/**
 * A sum over shards and the time that went into it, which travel side by side: joining, writing and
 * reading the sum are measured here, so that the sum itself knows nothing of clocks.
 *
 * <p>It owns its sum as that owns its arrays: {@code a.plus(b)} uses up both.
 */
public final class ProfiledSum implements Externalizable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private GradientSum sum;
  private Work work;

  /** Where arrays go that are not needed any more; of a sum that was read, nobody wants them. */
  @SuppressWarnings("serial") // never written: this is Externalizable
  private final ArrayPool pool;

  /** The sum over no shard. */
  public ProfiledSum() {
    this(new GradientSum(), Work.NONE, new ArrayPool());
  }

  private ProfiledSum(GradientSum sum, Work work, ArrayPool pool) {
    this.sum = sum;
    this.work = work;
    this.pool = pool;
  }

  /**
   * The sum over one shard.
   *
   * @param work what the shard took
   * @param pool where arrays go that are not needed any more
   */
  public static ProfiledSum of(GradientSum sum, Work work, ArrayPool pool) {
    return new ProfiledSum(sum, work, pool);
  }

  /** Computes the sum over one shard, on this thread. */
  public static ProfiledSum of(Engine.ShardGradient gradient, Shard shard, ArrayPool pool) {
    Clock clock = Workspace.ofThisThread().clock();
    clock.start();
    GradientSum sum = gradient.apply(shard, pool);
    return of(sum, Work.of(clock), pool);
  }

  /** The sum over the shards of both. */
  public ProfiledSum plus(ProfiledSum other) {
    if (sum.arrays() == 0) {
      return other;
    }
    long start = System.nanoTime();
    sum = sum.plus(other.sum, pool);
    work = work.plus(other.work, System.nanoTime() - start);
    return this;
  }

  /** Notes how long the task that computed this sum took, in nanoseconds. */
  public ProfiledSum tookTask(long nanos) {
    work = work.by(nanos);
    return this;
  }

  /** The sum itself. */
  public GradientSum sum() {
    return sum;
  }

  /** Where the time went. */
  public Work work() {
    return work;
  }

  /**
   * Gives the array of the total back to where it came from; the sum is empty afterwards.
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
    out.writeObject(work.serialisedIn(System.nanoTime() - start));
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    long start = System.nanoTime();
    sum.readExternal(in);
    work = ((Work) in.readObject()).serialisedIn(System.nanoTime() - start);
  }
}

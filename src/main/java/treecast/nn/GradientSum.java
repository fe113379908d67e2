package treecast.nn;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Map;
import java.util.TreeMap;
import treecast.linalg.ArrayPool;
import treecast.linalg.Clock;
import treecast.linalg.RawDoubles;

/**
 * What crosses the network: partial sums over shards, as nodes of the {@link SummationTree}. It is
 * a monoid: {@link #plus} joins siblings as soon as both are there, so the total has the same bits
 * for every grouping and every order of arrival.
 *
 * <p>A sum owns its arrays; {@code a.plus(b)} may use those of a and b for the result, and neither
 * is to be used afterwards.
 */
public final class GradientSum implements Externalizable {
  private static final long serialVersionUID = 1L;

  private int shards;
  private ArrayPool pool = new ArrayPool();
  private Work work = Work.NONE;
  private final TreeMap<Integer, double[]> nodes = new TreeMap<>();

  /** The sum over no shard. */
  public GradientSum() {}

  /**
   * The sum over one shard.
   *
   * @param shards the plan's number of shards
   * @param values what {@link Network#addGradient} gave; taken over, not copied
   * @param pool where arrays go that are not needed any more
   */
  public static GradientSum of(int shard, int shards, double[] values, ArrayPool pool) {
    GradientSum sum = new GradientSum();
    sum.shards = shards;
    sum.pool = pool;
    sum.insert(new SummationTree(shards).leaf(shard), values);
    return sum;
  }

  /** The sum over the shards of both. */
  public GradientSum plus(GradientSum other) {
    if (shards == 0) {
      return other;
    }
    if (other.shards != 0 && other.shards != shards) {
      throw new IllegalArgumentException(
          "sums over %d and over %d shards do not add".formatted(shards, other.shards));
    }
    long start = System.nanoTime();
    other.nodes.forEach(this::insert);
    work = work.plus(other.work, System.nanoTime() - start);
    return this;
  }

  /**
   * The sum over all shards.
   *
   * @throws IllegalStateException if a shard is missing or was summed twice
   */
  public double[] total() {
    double[] total = nodes.get(SummationTree.ROOT);
    if (total == null || nodes.size() > 1) {
      throw new IllegalStateException(
          "expected the sum over all of %d shards, each once, found the nodes %s"
              .formatted(shards, nodes.keySet()));
    }
    return total;
  }

  /** Where the time went. */
  public Work work() {
    return work;
  }

  /** Notes what the shards below this sum took. */
  public GradientSum tookWork(Clock clock) {
    work = Work.of(clock);
    return this;
  }

  /** Notes how long the task that computed this sum took, in nanoseconds. */
  public GradientSum tookTask(long nanos) {
    work = work.by(nanos);
    return this;
  }

  /** Gives its arrays back; the sum is empty afterwards. */
  public void recycle() {
    nodes.values().forEach(pool::give);
    nodes.clear();
  }

  /** Number of arrays it holds, each as long as the others. */
  public int arrays() {
    return nodes.size();
  }

  private void insert(int leaf, double[] leafValues) {
    SummationTree tree = new SummationTree(shards);
    int node = leaf;
    double[] values = leafValues;
    while (node != SummationTree.ROOT) {
      int sibling = SummationTree.sibling(node);
      if (tree.exists(sibling)) {
        double[] other = nodes.remove(sibling);
        if (other == null) {
          break;
        }
        values = SummationTree.isLeft(node) ? add(values, other) : add(other, values);
      }
      node = SummationTree.parent(node);
    }
    if (nodes.put(node, values) != null) {
      throw new IllegalStateException("node " + node + " was summed twice");
    }
  }

  private double[] add(double[] left, double[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    pool.give(right);
    return left;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    long start = System.nanoTime();
    out.writeInt(shards);
    out.writeInt(nodes.size());
    for (Map.Entry<Integer, double[]> node : nodes.entrySet()) {
      out.writeInt(node.getKey());
      RawDoubles.write(node.getValue(), out);
    }
    out.writeObject(work.serialisedIn(System.nanoTime() - start));
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    long start = System.nanoTime();
    shards = in.readInt();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      nodes.put(in.readInt(), RawDoubles.read(in));
    }
    work = ((Work) in.readObject()).serialisedIn(System.nanoTime() - start);
  }
}

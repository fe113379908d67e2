package treecast.nn;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Map;
import java.util.TreeMap;
import treecast.linalg.ArrayPool;
import treecast.linalg.RawDoubles;

/**
 * What crosses the network: partial sums over shards, as nodes of the {@link SummationTree}. It is
 * a monoid: {@link #plus(GradientSum)} joins siblings as soon as both are there, so the total has
 * the same bits for every grouping and every order of arrival.
 *
 * <p>A sum owns its arrays; {@code a.plus(b)} may use those of a and b for the result, and neither
 * is to be used afterwards.
 */
public final class GradientSum implements Externalizable {
  private static final long serialVersionUID = 1L;

  private int shards;
  private final TreeMap<Integer, double[]> nodes = new TreeMap<>();

  /** The sum over no shard. */
  public GradientSum() {}

  /**
   * The sum over one shard.
   *
   * @param shard its number, from 0
   * @param shards the plan's number of shards
   * @param values the shard's {@link Contribution}; taken over, not copied
   */
  public static GradientSum of(int shard, int shards, double[] values) {
    GradientSum sum = new GradientSum();
    sum.shards = shards;
    sum.nodes.put(new SummationTree(shards).nodeOf(shard), values);
    return sum;
  }

  /**
   * The sum over the shards of both; arrays that it does not need are garbage.
   *
   * @throws IllegalArgumentException if they are sums over different numbers of shards
   * @throws IllegalStateException if a shard is in both, as far as that shows already
   */
  public GradientSum plus(GradientSum other) {
    return plus(other, new ArrayPool());
  }

  /**
   * The sum over the shards of both.
   *
   * @param pool where arrays go that it does not need
   * @throws IllegalArgumentException if they are sums over different numbers of shards
   * @throws IllegalStateException if a shard is in both, as far as that shows already
   */
  public GradientSum plus(GradientSum other, ArrayPool pool) {
    if (shards == 0) {
      return other;
    }
    if (other.shards != 0 && other.shards != shards) {
      throw new IllegalArgumentException(
          "sums over %d and over %d shards do not add".formatted(shards, other.shards));
    }
    other.nodes.forEach((node, values) -> insert(node, values, pool));
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

  /** Number of arrays it holds, each as long as the others. */
  public int arrays() {
    return nodes.size();
  }

  private void insert(int from, double[] valuesThere, ArrayPool pool) {
    int node = from;
    double[] values = valuesThere;
    while (node != SummationTree.ROOT) {
      double[] other = nodes.remove(SummationTree.sibling(node));
      if (other == null) {
        break;
      }
      values = SummationTree.isLeft(node) ? add(values, other, pool) : add(other, values, pool);
      node = SummationTree.parent(node);
    }
    if (nodes.put(node, values) != null) {
      throw new IllegalStateException("node " + node + " was summed twice");
    }
  }

  private static double[] add(double[] left, double[] right, ArrayPool pool) {
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    pool.give(right);
    return left;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(shards);
    out.writeInt(nodes.size());
    for (Map.Entry<Integer, double[]> node : nodes.entrySet()) {
      out.writeInt(node.getKey());
      RawDoubles.write(node.getValue(), out);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    shards = in.readInt();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      nodes.put(in.readInt(), RawDoubles.read(in));
    }
  }
}

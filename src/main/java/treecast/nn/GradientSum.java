package treecast.nn;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import treecast.linalg.ArrayPool;
import treecast.linalg.FlatArray;

/**
 * Partial gradient sums over shards, as nodes of the {@link SummationTree}; this is what executors
 * send to the driver. {@link #plus(GradientSum)} adds siblings as soon as both are available, so
 * the total has the same bits for any grouping and any order of arrival. A plan in single precision
 * has arrays of floats, and every addition of siblings rounds to floats.
 *
 * <p>A sum owns its arrays; {@code a.plus(b)} may reuse those of a and b for the result, and
 * neither must be used afterwards.
 */
public final class GradientSum implements Externalizable {
  private static final long serialVersionUID = 1L;

  private int shards;
  private final TreeMap<Integer, FlatArray> nodes = new TreeMap<>();

  /** Sum over no shard. */
  public GradientSum() {}

  /**
   * Sum over one shard.
   *
   * @param shard index of the shard, from 0
   * @param shards number of shards of the plan
   * @param values array of the shard's {@link GradientAndLoss}; owned by the sum afterwards, not
   *     copied
   */
  public static GradientSum of(int shard, int shards, FlatArray values) {
    GradientSum sum = new GradientSum();
    sum.shards = shards;
    sum.nodes.put(new SummationTree(shards).nodeOf(shard), values);
    return sum;
  }

  /**
   * Sum over the shards of both; unused arrays are left to the garbage collector.
   *
   * @throws IllegalArgumentException if they are sums over different numbers of shards
   * @throws IllegalStateException if a shard is in both, as far as that shows already
   */
  public GradientSum plus(GradientSum other) {
    return plus(other, new ArrayPool());
  }

  /**
   * Sum over the shards of both.
   *
   * @param pool receives unused arrays
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
   * Array of the sum over all shards.
   *
   * @throws IllegalStateException if a shard is missing or was summed twice
   */
  public FlatArray total() {
    FlatArray total = nodes.get(SummationTree.ROOT);
    if (total == null || nodes.size() > 1) {
      throw new IllegalStateException(
          "expected the sum over all of %d shards, each once, found the nodes %s"
              .formatted(shards, nodes.keySet()));
    }
    return total;
  }

  /**
   * Cuts all arrays into slices of about the same length. The sums of the slices, each joined by
   * itself, are the slices of the sum.
   *
   * @param count number of slices
   * @param pool receives the arrays; the sum is empty afterwards
   */
  public List<GradientSum> slices(int count, ArrayPool pool) {
    List<GradientSum> slices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      GradientSum slice = new GradientSum();
      slice.shards = shards;
      for (Map.Entry<Integer, FlatArray> node : nodes.entrySet()) {
        FlatArray values = node.getValue();
        int from = (int) ((long) values.length() * i / count);
        int to = (int) ((long) values.length() * (i + 1) / count);
        FlatArray part = values.precision().zeros(to - from);
        values.copyTo(from, part, 0, to - from);
        slice.nodes.put(node.getKey(), part);
      }
      slices.add(slice);
    }
    nodes.values().forEach(pool::give);
    nodes.clear();
    return slices;
  }

  /**
   * Sum of which there are slices.
   *
   * @param slices all of them, in their order, each summed over all shards
   * @throws IllegalStateException if a shard is missing or was summed twice
   */
  public static GradientSum ofSlices(List<GradientSum> slices) {
    int length = slices.stream().mapToInt(slice -> slice.total().length()).sum();
    FlatArray total = slices.get(0).total().precision().zeros(length);
    int next = 0;
    for (GradientSum slice : slices) {
      FlatArray values = slice.total();
      values.copyTo(0, total, next, values.length());
      next += values.length();
    }
    GradientSum sum = new GradientSum();
    sum.shards = slices.get(0).shards;
    sum.nodes.put(SummationTree.ROOT, total);
    return sum;
  }

  /**
   * Largest number of arrays that a thread holds while it adds the sums of some shards, the one
   * that it computes included.
   *
   * @param shards number of shards of the plan
   * @param order the shards that it computes, one after the other
   */
  public static int arraysAtOnce(int shards, int... order) {
    return new SummationTree(shards).sumsAtOnce(order);
  }

  /** Number of arrays of the partial sums, which have the same length. */
  public int arrays() {
    return nodes.size();
  }

  private void insert(int from, FlatArray valuesThere, ArrayPool pool) {
    int node = from;
    FlatArray values = valuesThere;
    while (node != SummationTree.ROOT) {
      FlatArray other = nodes.remove(SummationTree.sibling(node));
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

  private static FlatArray add(FlatArray left, FlatArray right, ArrayPool pool) {
    left.addAll(right);
    pool.give(right);
    return left;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(shards);
    out.writeInt(nodes.size());
    for (Map.Entry<Integer, FlatArray> node : nodes.entrySet()) {
      out.writeInt(node.getKey());
      node.getValue().write(out);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    shards = in.readInt();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      nodes.put(in.readInt(), FlatArray.read(in));
    }
  }
}

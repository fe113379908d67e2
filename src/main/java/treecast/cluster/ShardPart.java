package treecast.cluster;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import treecast.data.RealRows;
import treecast.data.Shard;

/**
 * Part of a shard: rows of it that come from one partition of an RDD.
 *
 * @param numbers numbers of the rows in the RDD, ascending
 * @param values features of the rows, row by row
 * @param labels class of each row
 */
record ShardPart(int[] numbers, double[] values, char[] labels) implements Serializable {

  /** Joins the parts of a shard; its rows are in the order of their numbers. */
  static Shard shard(int index, List<ShardPart> parts, int features) {
    // Partitions hold consecutive rows: each part lies behind the one before it.
    List<ShardPart> ascending =
        parts.stream().sorted((a, b) -> Integer.compare(a.numbers[0], b.numbers[0])).toList();
    int rows = parts.stream().mapToInt(part -> part.numbers.length).sum();
    double[] values = new double[Math.multiplyExact(rows, features)];
    char[] labels = new char[rows];
    int row = 0;
    for (ShardPart part : ascending) {
      int count = part.numbers.length;
      System.arraycopy(part.values, 0, values, row * features, count * features);
      System.arraycopy(part.labels, 0, labels, row, count);
      row += count;
    }
    return new Shard(index, new RealRows(features, values), labels);
  }

  /** Collects the rows of a part, in ascending order. */
  static final class Builder {
    private static final int FIRST = 16;

    private final int features;
    private int[] numbers = new int[FIRST];
    private char[] labels = new char[FIRST];
    private double[] values;
    private int count;

    Builder(int features) {
      this.features = features;
      this.values = new double[FIRST * features];
    }

    void add(int number, LabeledVector row) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
        labels = Arrays.copyOf(labels, 2 * count);
        values = Arrays.copyOf(values, Math.multiplyExact(2 * count, features));
      }
      numbers[count] = number;
      labels[count] = (char) row.label();
      System.arraycopy(row.features().toArray(), 0, values, count * features, features);
      count++;
    }

    ShardPart build() {
      return new ShardPart(
          Arrays.copyOf(numbers, count),
          Arrays.copyOf(values, count * features),
          Arrays.copyOf(labels, count));
    }
  }
}

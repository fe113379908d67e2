package treecast.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import treecast.linalg.Permutation;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * Stratified split: each class has the same share of its rows held out, to within one row. The rows
 * are chosen over all shards together, because a rare class has too few in one of them.
 *
 * @param labels the class of each row, in the order of the data set
 * @param held number of rows to hold out
 * @param purpose what the rows are held out for, which chooses other ones
 * @param seed seed of the choice
 */
record StratifiedSplit(char[] labels, int held, Purpose purpose, long seed) {
  /**
   * Division of the rows of each shard.
   *
   * @throws DataException if no training row would be left in a shard
   */
  List<ShardRows> shards(ShardAssignment assignment) {
    BitSet chosen = chosen();
    List<ShardRows> shards = new ArrayList<>();
    for (int s = 0; s < assignment.shards(); s++) {
      int shard = s;
      int rows = assignment.rowsOf(shard);
      int[] validation =
          IntStream.range(0, rows).filter(i -> chosen.get(assignment.row(shard, i))).toArray();
      int[] training =
          IntStream.range(0, rows).filter(i -> !chosen.get(assignment.row(shard, i))).toArray();
      if (training.length == 0) {
        throw new DataException(
            "validation: expected training rows in each of %d shards, found none in one of them: use fewer shards"
                .formatted(assignment.shards()));
      }
      shards.add(new ShardRows(training, validation));
    }
    return shards;
  }

  /** Rows that are held out, by their index in the data set. */
  BitSet chosen() {
    int[] counts = counts();
    int[] held = held(counts);
    int[][] rows = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
    int[] next = new int[counts.length];
    for (int row = 0; row < labels.length; row++) {
      int of = labels[row];
      rows[of][next[of]++] = row;
    }
    BitSet chosen = new BitSet(labels.length);
    for (int of = 0; of < counts.length; of++) {
      // A path of two numbers: those of shards have one.
      RandomStream stream = RandomStream.of(purpose, seed, of, 1);
      Permutation order = new Permutation(Math.max(1, counts[of]), stream);
      for (int i = 0; i < held[of]; i++) {
        chosen.set(rows[of][order.at(i)]);
      }
    }
    return chosen;
  }

  /** Number of rows of each class, up to the largest one. */
  private int[] counts() {
    int largest = 0;
    for (char label : labels) {
      largest = Math.max(largest, label);
    }
    int[] counts = new int[largest + 1];
    for (char label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /**
   * Number of rows of each class to hold out: the share rounded down, and one more for the classes
   * that lose most by this, until the sum is right. A class keeps at least one row, as long as
   * there are others.
   */
  private int[] held(int[] counts) {
    int[] held = new int[counts.length];
    for (int of = 0; of < counts.length; of++) {
      held[of] = Math.min((int) ((long) counts[of] * this.held / labels.length), counts[of]);
      held[of] = Math.max(0, Math.min(held[of], counts[of] - 1));
    }
    List<Integer> neediest =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(
                Comparator.comparingLong(of -> -((long) counts[of] * this.held % labels.length)))
            .toList();
    int missing = this.held - Arrays.stream(held).sum();
    for (int spare = 1; spare >= 0; spare--) {
      int before = missing + 1;
      while (missing > 0 && missing < before) {
        before = missing;
        for (int of : neediest) {
          if (missing > 0 && counts[of] - held[of] > spare) {
            held[of]++;
            missing--;
          }
        }
      }
    }
    return held;
  }
}

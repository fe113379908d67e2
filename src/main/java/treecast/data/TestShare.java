package treecast.data;

import java.io.Serializable;
import java.util.BitSet;
import treecast.linalg.Permutation;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * Share of a table's rows that become test rows where there are no test rows of their own: the same
 * share of each class, chosen at random, a pure function of the seed and of the rows' classes.
 *
 * @param share fraction of each class, 0 to below 1, rounded to whole rows; one row of a class is
 *     always left for training
 * @param seed seed of the choice
 */
public record TestShare(double share, long seed) implements Serializable {
  /** No test rows. */
  public static final TestShare NOTHING = new TestShare(0, 1);

  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException if it is not from 0 to below 1
   */
  public TestShare {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("expected a share from 0 to below 1, found " + share);
    }
  }

  /**
   * Indices of the test rows. There is at least one, unless the share is 0 or every class has one
   * row.
   *
   * @param classes class of each row, from 0
   * @param rows number of rows
   */
  public BitSet rowsOf(byte[] classes, int rows) {
    int[][] members = members(classes, rows);
    BitSet test = new BitSet(rows);
    int largest = 0;
    for (int c = 0; c < members.length; c++) {
      int count = members[c].length;
      choose(members[c], c, Math.min(count - 1, (int) Math.round(count * share)), test);
      largest = count > members[largest].length ? c : largest;
    }
    if (test.isEmpty() && share > 0 && members[largest].length > 1) {
      choose(members[largest], largest, 1, test);
    }
    return test;
  }

  private void choose(int[] members, int index, int count, BitSet test) {
    Permutation order =
        new Permutation(members.length, RandomStream.of(Purpose.TEST_ROWS, seed, index));
    for (int i = 0; i < count; i++) {
      test.set(members[order.at(i)]);
    }
  }

  /** Rows of each class, in their order. */
  private static int[][] members(byte[] classes, int rows) {
    int[] counts = new int[ClassChoice.MAX];
    for (int row = 0; row < rows; row++) {
      counts[Byte.toUnsignedInt(classes[row])]++;
    }
    int[][] members = new int[ClassChoice.MAX][];
    for (int c = 0; c < members.length; c++) {
      members[c] = new int[counts[c]];
    }
    int[] filled = new int[ClassChoice.MAX];
    for (int row = 0; row < rows; row++) {
      int c = Byte.toUnsignedInt(classes[row]);
      members[c][filled[c]++] = row;
    }
    return members;
  }
}

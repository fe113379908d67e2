package treecast.data;

import java.io.Serializable;
import java.util.BitSet;
import treecast.linalg.RandomStream.Purpose;

/**
 * Share of a table's rows that become test rows where there are no test rows of their own: the same
 * share of each class, chosen at random, a pure function of the seed and of the rows' classes.
 *
 * @param share fraction of the rows, 0 to below 1, and of each class to within one row; one row of
 *     a class is always left for training
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
   * @param classes class of each row
   */
  public BitSet rowsOf(char[] classes) {
    BitSet different = new BitSet();
    for (char label : classes) {
      different.set(label);
    }
    long wanted = share == 0 ? 0 : Math.max(1, Math.round(classes.length * share));
    int held = (int) Math.min(wanted, classes.length - different.cardinality());
    return new StratifiedSplit(classes, held, Purpose.TEST_ROWS, seed).chosen();
  }
}

package treecast.data;

import java.io.Serializable;

/**
 * Treatment of rows of a table that cannot be read: they are errors, or are left out while they are
 * few.
 *
 * @param most greatest number of rows that are left out if 1 or more, greatest share of all rows if
 *     below 1; 0 if each is an error
 */
public record BadRows(double most) implements Serializable {
  /** Each is an error. */
  public static final BadRows REFUSED = new BadRows(0);

  private static final BadRows FEW = new BadRows(0.01);

  /**
   * Reads {@code fail}, {@code skip} (at most one in a hundred), a whole number or a share.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static BadRows of(String word) {
    if (word.equals("fail")) {
      return REFUSED;
    }
    if (word.equals("skip")) {
      return FEW;
    }
    double most = Double.parseDouble(word);
    if (!(most > 0 && most < 1) && !(most >= 1 && most <= 1e15 && most == Math.rint(most))) {
      throw new IllegalArgumentException("neither a share nor a whole number: " + word);
    }
    return new BadRows(most);
  }

  /** Whether they are left out. */
  public boolean isSkipped() {
    return most > 0;
  }

  /**
   * Whether so many are few enough.
   *
   * @param rows number of rows, these included
   */
  public boolean allows(long bad, long rows) {
    return bad <= (most < 1 ? most * rows : most);
  }

  /** For people. */
  public String limit() {
    return most < 1 ? "a share of " + most : "%,d".formatted((long) most);
  }
}

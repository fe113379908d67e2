package treecast.data;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a shard draws the rows of its minibatches. */
public enum Sampling {
  /** Without replacement: the shard's rows in an order that is shuffled anew for every epoch. */
  SHUFFLED("shuffled"),
  /**
   * With replacement, as the listings of "Deep Learning from Scratch" do: every row of every
   * minibatch is drawn from all.
   */
  WITH_REPLACEMENT("with-replacement");

  private final String key;

  Sampling(String key) {
    this.key = key;
  }

  /** The name in a plan. */
  public String key() {
    return key;
  }

  /** The names of all, as a message lists them. */
  public static String keys() {
    return Arrays.stream(values()).map(Sampling::key).collect(Collectors.joining(", "));
  }
}

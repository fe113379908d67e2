package treecast.data;

import java.io.Serializable;
import treecast.linalg.Permutation;

/** Some of a shard's rows, in an order: what of it trains, validates or is evaluated. */
public sealed interface Selection extends Serializable {

  /** Number of rows selected. */
  int count();

  /**
   * The row of the shard's bytes that stands at a place.
   *
   * @param place 0 to {@link #count} - 1
   */
  int row(int place);

  /** The same selection, ended after so many rows at the latest. */
  Selection first(int most);

  /** The first rows, as they lie. */
  record First(int count) implements Selection {
    @Override
    public int row(int place) {
      return place;
    }

    @Override
    public Selection first(int most) {
      return new First(Math.min(count, most));
    }
  }

  /** A run of places in a shuffled order of all rows. */
  record Shuffled(Permutation order, int from, int count) implements Selection {
    @Override
    public int row(int place) {
      return order.at(from + place);
    }

    @Override
    public Selection first(int most) {
      return new Shuffled(order, from, Math.min(count, most));
    }
  }
}

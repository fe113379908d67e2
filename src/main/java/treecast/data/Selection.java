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
  Selection first(int max);

  /** The first rows, as they lie. */
  record First(int count) implements Selection {
    @Override
    public int row(int place) {
      return place;
    }

    @Override
    public Selection first(int max) {
      return new First(Math.min(count, max));
    }
  }

  /** The first rows that a shard of a whole split has been dealt, whose bytes are the split's. */
  record Dealt(ShardAssignment assignment, int shard, int count) implements Selection {
    @Override
    public int row(int place) {
      return assignment.row(shard, place);
    }

    @Override
    public Selection first(int max) {
      return new Dealt(assignment, shard, Math.min(count, max));
    }
  }

  /** A run of places in a shuffled order of another selection. */
  record Shuffled(Selection base, Permutation order, int from, int count) implements Selection {
    @Override
    public int row(int place) {
      return base.row(order.at(from + place));
    }

    @Override
    public Selection first(int max) {
      return new Shuffled(base, order, from, Math.min(count, max));
    }
  }
}

package treecast.data;

import java.io.Serializable;
import treecast.linalg.Permutation;

/**
 * Selection of a shard's rows, in an order: its training rows, its validation rows, or those that
 * are evaluated.
 */
public sealed interface RowSelection extends Serializable {

  /** Number of rows selected. */
  int count();

  /**
   * Index of a selected row in the shard's {@link Rows}.
   *
   * @param index position in the selection, 0 to {@link #count} - 1
   */
  int row(int index);

  /** Selection of the first rows of this one, or all if there are no more. */
  RowSelection first(int max);

  /** First rows in the order in which they are stored. */
  record First(int count) implements RowSelection {
    @Override
    public int row(int index) {
      return index;
    }

    @Override
    public RowSelection first(int max) {
      return new First(Math.min(count, max));
    }
  }

  /** First rows assigned to a shard, in {@link Rows} that hold a whole split. */
  record Assigned(ShardAssignment assignment, int shard, int count) implements RowSelection {
    @Override
    public int row(int index) {
      return assignment.row(shard, index);
    }

    @Override
    public RowSelection first(int max) {
      return new Assigned(assignment, shard, Math.min(count, max));
    }
  }

  /** Consecutive positions of a shuffled order of another selection. */
  record Shuffled(RowSelection base, Permutation order, int from, int count)
      implements RowSelection {
    @Override
    public int row(int index) {
      return base.row(order.at(from + index));
    }

    @Override
    public RowSelection first(int max) {
      return new Shuffled(base, order, from, Math.min(count, max));
    }
  }

  /**
   * Positions of another selection, in their order.
   *
   * @param positions may be more than are selected
   */
  record Picked(RowSelection base, int[] positions, int count) implements RowSelection {
    @Override
    public int row(int index) {
      return base.row(positions[index]);
    }

    @Override
    public RowSelection first(int max) {
      return new Picked(base, positions, Math.min(count, max));
    }
  }
}

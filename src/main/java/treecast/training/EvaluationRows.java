package treecast.training;

import java.io.Serializable;
import java.util.Set;
import treecast.data.Shard;
import treecast.data.ShardAssignment;

/** The rows that a network is evaluated on while it trains. */
public sealed interface EvaluationRows extends Serializable {

  /** The rows of a shard's subset that are evaluated. */
  Shard of(Role subset, Shard shard);

  /**
   * Number of rows evaluated.
   *
   * @param all rows of the subset
   */
  int rows(Role subset, int all);

  /** The rows that it is evaluated on in the end: by default all. */
  default EvaluationRows atTheEnd() {
    return new All();
  }

  /** All of them. */
  record All() implements EvaluationRows {
    @Override
    public Shard of(Role subset, Shard shard) {
      return shard;
    }

    @Override
    public int rows(Role subset, int all) {
      return all;
    }
  }

  /**
   * All rows of some subsets, and none of the others even in the end.
   *
   * @param subsets the training rows are one of them: by those a training that diverges is noticed
   */
  record Only(Set<Role> subsets) implements EvaluationRows {
    /**
     * Checks that the training rows are there.
     *
     * @throws IllegalArgumentException if they are not
     */
    public Only {
      subsets = Set.copyOf(subsets);
      if (!subsets.contains(Role.TRAINING)) {
        throw new IllegalArgumentException("expected the training rows, found " + subsets);
      }
    }

    @Override
    public Shard of(Role subset, Shard shard) {
      return subsets.contains(subset) ? shard : shard.first(0);
    }

    @Override
    public int rows(Role subset, int all) {
      return subsets.contains(subset) ? all : 0;
    }

    @Override
    public EvaluationRows atTheEnd() {
      return this;
    }
  }

  /**
   * The data set's first training rows and first test rows; of validation rows always all. Where
   * rows are held out, each shard gives as many of those that are left.
   *
   * @param rows how many of each
   * @param train how the training rows are dealt
   * @param test how the test rows are dealt
   */
  record First(int rows, ShardAssignment train, ShardAssignment test) implements EvaluationRows {
    @Override
    public Shard of(Role subset, Shard shard) {
      return switch (subset) {
        case TRAINING -> shard.first(train.rowsOf(shard.index(), rows));
        case VALIDATION -> shard;
        case TEST -> shard.first(test.rowsOf(shard.index(), rows));
      };
    }

    @Override
    public int rows(Role subset, int all) {
      return subset == Role.VALIDATION ? all : Math.min(rows, all);
    }
  }
}

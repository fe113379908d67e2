package treecast.training;

import java.io.Serializable;
import java.util.Set;
import treecast.data.Shard;
import treecast.data.ShardAssignment;

/** Rows on which a network is evaluated during its training. */
public sealed interface EvaluationRows extends Serializable {

  /**
   * Evaluated rows of a shard.
   *
   * @param subset the role of the rows
   * @param shard the rows of the shard that have this role
   */
  Shard of(Role subset, Shard shard);

  /**
   * Number of evaluated rows.
   *
   * @param all number of rows that have this role
   */
  int rows(Role subset, int all);

  /** Rows of the final evaluation: by default all. */
  default EvaluationRows atTheEnd() {
    return new All();
  }

  /** All rows. */
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
   * All rows of some roles, and no rows of the others, not even at the end.
   *
   * @param subsets the roles; they include the training rows, whose loss shows divergence
   */
  record Only(Set<Role> subsets) implements EvaluationRows {
    /**
     * Checks the roles.
     *
     * @throws IllegalArgumentException if the training rows are not among them
     */
    public Only {
      subsets = Set.copyOf(subsets);
      if (!subsets.contains(Role.TRAINING)) {
        throw new IllegalArgumentException(
            "expected roles that include TRAINING, found " + subsets);
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
   * First training rows and first test rows of the data set, and all validation rows. If rows are
   * held out, each shard contributes the same number of its remaining rows.
   *
   * @param rows number of rows of each split
   * @param train assignment of the training rows to shards
   * @param test assignment of the test rows to shards
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

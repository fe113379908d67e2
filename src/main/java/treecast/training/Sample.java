package treecast.training;

import java.io.Serializable;
import java.util.Set;
import treecast.data.Dealing;
import treecast.data.Shard;

/** On how many rows a network is evaluated while it trains. */
public sealed interface Sample extends Serializable {

  /** The rows of a shard's subset that are looked at. */
  Shard of(Subset subset, Shard shard);

  /** How many are looked at of a subset of so many. */
  int rows(Subset subset, int all);

  /** On how many it is evaluated in the end: by default on all. */
  default Sample atTheEnd() {
    return new All();
  }

  /** All of them. */
  record All() implements Sample {
    @Override
    public Shard of(Subset subset, Shard shard) {
      return shard;
    }

    @Override
    public int rows(Subset subset, int all) {
      return all;
    }
  }

  /**
   * All rows of some subsets, and none of the others even in the end.
   *
   * @param subsets the training rows are one of them: by those a training that diverges is noticed
   */
  record Only(Set<Subset> subsets) implements Sample {
    /**
     * Checks that the training rows are there.
     *
     * @throws IllegalArgumentException if they are not
     */
    public Only {
      subsets = Set.copyOf(subsets);
      if (!subsets.contains(Subset.TRAINING)) {
        throw new IllegalArgumentException("expected the training rows, found " + subsets);
      }
    }

    @Override
    public Shard of(Subset subset, Shard shard) {
      return subsets.contains(subset) ? shard : shard.first(0);
    }

    @Override
    public int rows(Subset subset, int all) {
      return subsets.contains(subset) ? all : 0;
    }

    @Override
    public Sample atTheEnd() {
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
  record First(int rows, Dealing train, Dealing test) implements Sample {
    @Override
    public Shard of(Subset subset, Shard shard) {
      return switch (subset) {
        case TRAINING -> shard.first(train.rowsOf(shard.index(), rows));
        case VALIDATION -> shard;
        case TEST -> shard.first(test.rowsOf(shard.index(), rows));
      };
    }

    @Override
    public int rows(Subset subset, int all) {
      return subset == Subset.VALIDATION ? all : Math.min(rows, all);
    }
  }
}

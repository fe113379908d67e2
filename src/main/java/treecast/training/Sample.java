package treecast.training;

import java.io.Serializable;
import treecast.data.Dealing;
import treecast.data.Shard;

/** On how many rows a network is evaluated while it trains. */
public sealed interface Sample extends Serializable {

  /** The rows of a shard's subset that are looked at. */
  Shard of(Subset subset, Shard shard);

  /** All of them. */
  record All() implements Sample {
    @Override
    public Shard of(Subset subset, Shard shard) {
      return shard;
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
  }
}

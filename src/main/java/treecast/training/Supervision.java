package treecast.training;

import java.io.Serializable;
import treecast.data.HoldOut;
import treecast.data.Shard;

/**
 * How a training is watched.
 *
 * @param holdOut which training rows validate instead
 * @param sample on which rows it is evaluated while it runs
 * @param stopping when it ends early; rests on validation rows
 * @param rhythm when it is evaluated
 */
public record Supervision(HoldOut holdOut, Sample sample, EarlyStopping stopping, Rhythm rhythm)
    implements Serializable {
  /** All rows train, all are evaluated, and the last step is the end. */
  public static final Supervision PLAIN =
      new Supervision(HoldOut.NOTHING, new Sample.All(), EarlyStopping.NEVER);

  /**
   * Checks that something decides.
   *
   * @throws IllegalArgumentException if nothing is held out to decide when to stop
   */
  public Supervision {
    if (holdOut.share() == 0 && !stopping.equals(EarlyStopping.NEVER)) {
      throw new IllegalArgumentException("early stopping needs validation rows");
    }
  }

  /** Evaluated after each epoch. */
  public Supervision(HoldOut holdOut, Sample sample, EarlyStopping stopping) {
    this(holdOut, sample, stopping, Rhythm.EACH_EPOCH);
  }

  /** Whether rows are held out. */
  public boolean validates() {
    return holdOut.share() > 0;
  }

  /**
   * The rows of a shard that belong to a subset.
   *
   * @param shard a whole shard of the training or test rows
   */
  public Shard rows(Subset subset, Shard shard) {
    return switch (subset) {
      case TRAINING -> holdOut.training(shard);
      case VALIDATION -> holdOut.validation(shard);
      case TEST -> shard;
    };
  }

  /** Those of a subset's rows that a sample looks at. */
  public Shard rows(Subset subset, Sample looked, Shard shard) {
    return looked.of(subset, rows(subset, shard));
  }
}

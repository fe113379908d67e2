package treecast.training;

import java.io.Serializable;
import treecast.data.HoldOut;
import treecast.data.Shard;

/**
 * Evaluation policy of a training: on which rows it is evaluated, when, and what follows from it.
 *
 * @param holdOut which training rows validate instead
 * @param rows on which rows it is evaluated while it runs
 * @param stopping when it ends early; rests on validation rows
 * @param schedule when it is evaluated
 */
public record EvaluationPolicy(
    HoldOut holdOut, EvaluationRows rows, EarlyStopping stopping, EvaluationSchedule schedule)
    implements Serializable {
  /** All rows train, all are evaluated, and the last step is the end. */
  public static final EvaluationPolicy PLAIN =
      new EvaluationPolicy(HoldOut.NOTHING, new EvaluationRows.All(), EarlyStopping.NEVER);

  /**
   * Checks that something decides.
   *
   * @throws IllegalArgumentException if nothing is held out to decide when to stop
   */
  public EvaluationPolicy {
    if (holdOut.share() == 0 && !stopping.equals(EarlyStopping.NEVER)) {
      throw new IllegalArgumentException("early stopping needs validation rows");
    }
  }

  /** Evaluated after each epoch. */
  public EvaluationPolicy(HoldOut holdOut, EvaluationRows rows, EarlyStopping stopping) {
    this(holdOut, rows, stopping, EvaluationSchedule.EACH_EPOCH);
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
  public Shard rows(Role subset, Shard shard) {
    return switch (subset) {
      case TRAINING -> holdOut.training(shard);
      case VALIDATION -> holdOut.validation(shard);
      case TEST -> shard;
    };
  }

  /** Those of a subset's rows that are evaluated. */
  public Shard rows(Role subset, EvaluationRows evaluated, Shard shard) {
    return evaluated.of(subset, rows(subset, shard));
  }
}

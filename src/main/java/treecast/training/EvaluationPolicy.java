package treecast.training;

import java.io.Serializable;
import treecast.data.HoldOut;
import treecast.data.Shard;
import treecast.score.Score;

/**
 * Evaluation policy of a training: validation rows, evaluated rows, times of the evaluations, and
 * early stopping.
 *
 * @param holdOut training rows that are held out for validation
 * @param rows rows on which the network is evaluated during the training
 * @param stopping early stopping, which needs validation rows
 * @param schedule when the network is evaluated
 * @param score score of the validation rows by which weights and trainings are compared
 */
public record EvaluationPolicy(
    HoldOut holdOut,
    EvaluationRows rows,
    EarlyStopping stopping,
    EvaluationSchedule schedule,
    Score score)
    implements Serializable {
  /**
   * No validation rows and no early stopping; the network is evaluated on all rows after each
   * epoch.
   */
  public static final EvaluationPolicy PLAIN =
      new EvaluationPolicy(HoldOut.NOTHING, new EvaluationRows.All(), EarlyStopping.NEVER);

  /**
   * Checks the policy.
   *
   * @throws IllegalArgumentException if early stopping has no validation rows
   */
  public EvaluationPolicy {
    if (holdOut.share() == 0 && !stopping.equals(EarlyStopping.NEVER)) {
      throw new IllegalArgumentException("early stopping needs validation rows");
    }
  }

  /** Policy that compares by accuracy. */
  public EvaluationPolicy(
      HoldOut holdOut, EvaluationRows rows, EarlyStopping stopping, EvaluationSchedule schedule) {
    this(holdOut, rows, stopping, schedule, Score.ACCURACY);
  }

  /** Policy with an evaluation after each epoch, which compares by accuracy. */
  public EvaluationPolicy(HoldOut holdOut, EvaluationRows rows, EarlyStopping stopping) {
    this(holdOut, rows, stopping, EvaluationSchedule.EACH_EPOCH);
  }

  /** Copy with another score. */
  public EvaluationPolicy by(Score other) {
    return new EvaluationPolicy(holdOut, rows, stopping, schedule, other);
  }

  /** Copy with another hold-out split, such as one that is decided. */
  EvaluationPolicy with(HoldOut other) {
    return new EvaluationPolicy(other, rows, stopping, schedule, score);
  }

  /** Whether rows are held out. */
  public boolean validates() {
    return holdOut.share() > 0;
  }

  /**
   * Rows of a shard that have a role.
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

  /** Rows of a shard that have a role and are evaluated. */
  public Shard rows(Role subset, EvaluationRows evaluated, Shard shard) {
    return evaluated.of(subset, rows(subset, shard));
  }
}

package treecast.training;

import java.io.Serializable;
import java.util.List;
import treecast.data.Shard;
import treecast.data.Split;

/**
 * Evaluations of a network on training, validation and test rows.
 *
 * @param validation an evaluation on no rows if none are held out
 * @param score score of the validation rows, of which a greater one is better; NaN if there are
 *     none
 */
public record Evaluations(Evaluation train, Evaluation validation, Evaluation test, double score)
    implements Serializable {

  /** Evaluations whose score is the accuracy. */
  public Evaluations(Evaluation train, Evaluation validation, Evaluation test) {
    this(train, validation, test, validation.accuracy());
  }

  /**
   * Evaluates a network or an ensemble on training, validation and test rows.
   *
   * @param engine holds the rows
   * @param policy with a decided hold-out split
   * @param rows the rows that are evaluated
   * @throws treecast.data.DataException if the policy's score is not defined for the validation
   *     rows
   */
  public static Evaluations of(
      Engine engine, Scorer scorer, EvaluationPolicy policy, EvaluationRows rows) {
    try (SharedValue<Scorer> shared = engine.share(scorer)) {
      List<OfShard> train =
          engine.map(
              Split.TRAIN,
              shard ->
                  new OfShard(
                      evaluation(shared.value(), Role.TRAINING, policy, rows, shard),
                      validation(shared.value(), policy, rows, shard)));
      List<Evaluation> test =
          engine.map(
              Split.TEST, shard -> evaluation(shared.value(), Role.TEST, policy, rows, shard));
      List<ScoredShard> held = train.stream().map(OfShard::validation).toList();
      return new Evaluations(
          Evaluation.total(train.stream().map(OfShard::training).toList()),
          Evaluation.total(held.stream().map(ScoredShard::evaluation).toList()),
          Evaluation.total(test),
          policy.validates()
              ? ValidationScore.of(policy.score(), held, scorer.outputs())
              : Double.NaN);
    }
  }

  /** Evaluations on the training rows and the validation rows of a shard. */
  private record OfShard(Evaluation training, ScoredShard validation) implements Serializable {}

  private static ScoredShard validation(
      Scorer scorer, EvaluationPolicy policy, EvaluationRows rows, Shard shard) {
    return policy.validates()
        ? ValidationScore.part(scorer, policy.score(), policy.rows(Role.VALIDATION, rows, shard))
        : ScoredShard.unscored(Evaluation.NONE);
  }

  private static Evaluation evaluation(
      Scorer scorer, Role subset, EvaluationPolicy policy, EvaluationRows rows, Shard shard) {
    return Evaluation.of(scorer, policy.rows(subset, rows, shard));
  }

  /** Whether there were validation rows. */
  public boolean validated() {
    return validation.rows() > 0;
  }

  /** Whether there were test rows. */
  public boolean tested() {
    return test.rows() > 0;
  }
}

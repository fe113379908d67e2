package treecast.training;

import java.io.Serializable;
import java.util.List;
import treecast.data.Shard;
import treecast.data.Split;

/**
 * Evaluations of a network on training, validation and test rows.
 *
 * @param validation an evaluation on no rows if none are held out
 */
public record Evaluations(Evaluation train, Evaluation validation, Evaluation test)
    implements Serializable {

  /**
   * Evaluates a network or an ensemble on training, validation and test rows.
   *
   * @param engine holds the rows
   * @param rows the rows that are evaluated
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
                      policy.validates()
                          ? evaluation(shared.value(), Role.VALIDATION, policy, rows, shard)
                          : Evaluation.NONE));
      List<Evaluation> test =
          engine.map(
              Split.TEST, shard -> evaluation(shared.value(), Role.TEST, policy, rows, shard));
      return new Evaluations(
          Evaluation.total(train.stream().map(OfShard::training).toList()),
          Evaluation.total(train.stream().map(OfShard::validation).toList()),
          Evaluation.total(test));
    }
  }

  /** Evaluations on the training rows and the validation rows of a shard. */
  private record OfShard(Evaluation training, Evaluation validation) implements Serializable {}

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

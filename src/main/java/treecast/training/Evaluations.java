package treecast.training;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;

/**
 * How a network does on each subset.
 *
 * @param validation of no rows where none are held out
 */
public record Evaluations(Evaluation train, Evaluation validation, Evaluation test)
    implements Serializable {

  /**
   * The evaluations of a plan's subsets.
   *
   * @param shards what each shard of a subset gives, in the order of the shards
   */
  public static Evaluations of(Supervision supervision, Function<Subset, List<Evaluation>> shards) {
    return new Evaluations(
        Evaluation.total(shards.apply(Subset.TRAINING)),
        Evaluation.total(
            supervision.validates() ? shards.apply(Subset.VALIDATION) : List.<Evaluation>of()),
        Evaluation.total(shards.apply(Subset.TEST)));
  }

  /** Whether there were validation rows. */
  public boolean validated() {
    return validation.rows() > 0;
  }
}

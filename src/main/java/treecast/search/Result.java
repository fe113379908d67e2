package treecast.search;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;
import java.util.List;
import treecast.training.TrialStatus;

/**
 * What became of a proposal, without any of its weights.
 *
 * @param trial number of the trial, from 1
 * @param round in which it was proposed
 * @param epochs after how many it was to pause
 * @param point the settings searched
 * @param reason why it has no score, else empty
 * @param repetitions one for each seed; none unless it finished
 * @param trainedEpochs epochs that were trained for this result, over all repetitions
 * @param seconds that it took, a cost like the epochs
 */
public record Result(
    int trial,
    int round,
    int epochs,
    Point point,
    TrialStatus ending,
    String reason,
    List<Repetition> repetitions,
    double trainedEpochs,
    double seconds)
    implements Serializable {
  public Result {
    repetitions = List.copyOf(repetitions);
  }

  /** Whether it has a score. */
  @JsonIgnore
  public boolean scored() {
    return ending == TrialStatus.FINISHED;
  }

  /** Mean over the repetitions; NaN if it has none. */
  public double score() {
    return scored()
        ? repetitions.stream().mapToDouble(Repetition::score).sum() / repetitions.size()
        : Double.NaN;
  }

  /** Standard deviation over the repetitions, 0 of one. */
  public double spread() {
    double mean = score();
    double squares = 0;
    for (Repetition repetition : repetitions) {
      squares += (repetition.score() - mean) * (repetition.score() - mean);
    }
    return repetitions.size() > 1 ? Math.sqrt(squares / (repetitions.size() - 1)) : 0;
  }
}

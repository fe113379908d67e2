package treecast.search;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;
import java.util.List;
import treecast.training.TrialStatus;

/**
 * Result of a proposal, without weights.
 *
 * @param trial number of the trial, from 1
 * @param round round of the proposal
 * @param epochs number of epochs after which it was to pause
 * @param point values of the searched settings
 * @param ending status of the trial
 * @param reason why it has no score; otherwise empty
 * @param repetitions one for each seed; empty unless it finished
 * @param trainedEpochs number of epochs trained for this result, over all repetitions
 * @param seconds duration in seconds, over all repetitions
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

  /** Score: the mean of those of the repetitions; NaN if there are none. */
  public double score() {
    return scored()
        ? repetitions.stream().mapToDouble(Repetition::score).sum() / repetitions.size()
        : Double.NaN;
  }

  /** Standard deviation of the score over the repetitions; 0 for one repetition. */
  public double spread() {
    double mean = score();
    double squares = 0;
    for (Repetition repetition : repetitions) {
      squares += (repetition.score() - mean) * (repetition.score() - mean);
    }
    return repetitions.size() > 1 ? Math.sqrt(squares / (repetitions.size() - 1)) : 0;
  }
}

package treecast.search;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import treecast.training.Diverged;
import treecast.training.History;
import treecast.training.Outcome;
import treecast.training.Outcome.Trained;
import treecast.training.TrainingPlan;
import treecast.training.Trial;
import treecast.training.TrialStatus;

/**
 * Proposed trial: a proposal with its trainings, one for each repetition, and the result from their
 * outcomes.
 *
 * @param plans a plan for each repetition; a plan that pauses ends there
 * @param trainRows number of training rows of the data set
 * @param paused state from which each repetition starts, that of an earlier round or trained
 *     weights; empty for random ones
 * @param before record of each repetition until then
 * @param goesOn whether a later round may continue the trainings
 * @param limitSeconds time limit of all repetitions together in seconds, or {@link Trial#NO_LIMIT}
 */
public record ProposedTrial(
    Proposal proposal,
    int round,
    List<TrainingPlan> plans,
    int trainRows,
    List<byte[]> paused,
    List<Repetition> before,
    boolean goesOn,
    double limitSeconds) {

  /** Trainings, one for each repetition. */
  public List<Trial> trials() {
    return IntStream.range(0, plans.size()).mapToObj(this::trial).toList();
  }

  private Trial trial(int i) {
    return new Trial(
        "trial " + proposal.trial(),
        plans.get(i),
        trainRows,
        paused.isEmpty() ? new byte[0] : paused.get(i),
        goesOn ? Trial.Keeps.STATE : Trial.Keeps.NUMBERS,
        limitSeconds);
  }

  /**
   * Result, as if the repetitions had been trained one after the other: repetitions after the first
   * one without a result do not count.
   *
   * @param outcomes outcome of each training
   * @param seconds duration of each training
   */
  public TrialOutput finished(List<Outcome> outcomes, List<Double> seconds) {
    int counted = 1;
    while (counted < outcomes.size() && outcomes.get(counted - 1) instanceof Trained) {
      counted++;
    }
    double epochs = 0;
    double took = 0;
    for (int i = 0; i < counted; i++) {
      epochs += plans.get(i).batches().epochs(outcomes.get(i).history().steps());
      took += seconds.get(i);
    }
    Outcome last = outcomes.get(counted - 1);
    if (last instanceof Outcome.Failed failed) {
      return failed(failed.status(), reason(failed), epochs, took);
    }
    if (took > limitSeconds) {
      String reason = "the repetitions took longer than %s s".formatted(limitSeconds);
      return failed(TrialStatus.OUT_OF_TIME, reason, epochs, took);
    }
    List<Trained> trained = outcomes.stream().map(Outcome::orElseThrow).toList();
    return new TrialOutput(
        result(
            TrialStatus.FINISHED,
            "",
            IntStream.range(0, counted).mapToObj(i -> repetition(i, trained.get(i))).toList(),
            epochs,
            took),
        goesOn ? trained.stream().map(Trained::state).toList() : List.of());
  }

  private static String reason(Outcome.Failed failed) {
    return failed.why() instanceof Diverged diverged
        ? diverged.unexplained()
        : failed.why().getMessage();
  }

  private TrialOutput failed(TrialStatus status, String reason, double epochs, double took) {
    return new TrialOutput(result(status, reason, List.of(), epochs, took), List.of());
  }

  private Result result(
      TrialStatus status, String reason, List<Repetition> repetitions, double epochs, double took) {
    return new Result(
        proposal.trial(),
        round,
        proposal.epochs(),
        proposal.point(),
        status,
        reason,
        repetitions,
        epochs,
        took);
  }

  private Repetition repetition(int i, Trained trained) {
    TrainingPlan plan = plans.get(i);
    List<History.Entry> found = trained.history().records();
    boolean resumed = !before.isEmpty();
    return new Repetition(
        plan.seed(),
        trained.evaluations().score(),
        plan.batches().epochs(trained.weightsStep()),
        trained.weightsSha256(),
        Stream.concat(
                resumed ? boxed(before.get(i).training()) : Stream.of(),
                found.stream().map(entry -> entry.train().accuracy()))
            .mapToDouble(Double::doubleValue)
            .toArray(),
        Stream.concat(
                resumed ? boxed(before.get(i).validation()) : Stream.of(),
                found.stream().map(entry -> entry.validation().accuracy()))
            .mapToDouble(Double::doubleValue)
            .toArray());
  }

  private static Stream<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed();
  }
}

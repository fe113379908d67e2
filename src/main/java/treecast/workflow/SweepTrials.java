package treecast.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import treecast.config.SettingsException;
import treecast.config.SweepSettings;
import treecast.data.DataSet;
import treecast.extension.ExtensionException;
import treecast.search.Ledger;
import treecast.search.Proposal;
import treecast.search.ProposalResults;
import treecast.search.ProposedTrial;
import treecast.search.Repetition;
import treecast.search.Result;
import treecast.search.Sweep;
import treecast.search.TrialOutput;
import treecast.training.TrainingPlan;
import treecast.training.TrialRunner;
import treecast.training.TrialStatus;

/**
 * Trials of a sweep: makes trainings from proposals, and results from their outcomes.
 *
 * @param initial what every trial starts from
 * @param runner runs the trainings
 * @param requireHeld throws if another driver has taken over the sweep; called before each result
 *     is written
 */
public record SweepTrials(
    SweepSettings settings,
    InitialWeights initial,
    DataSet data,
    Ledger ledger,
    TrialRunner runner,
    Runnable requireHeld)
    implements Sweep.Evaluator {

  @Override
  public void run(
      int round, List<Proposal> proposals, List<Result> earlier, Consumer<TrialOutput> done) {
    List<ProposedTrial> proposed = new ArrayList<>();
    for (Proposal proposal : proposals) {
      try {
        proposed.add(proposed(round, proposal, earlier));
      } catch (SettingsException | ExtensionException | IllegalArgumentException e) {
        done.accept(refused(round, proposal, e));
      }
    }
    if (!proposed.isEmpty()) {
      runner.run(
          proposed.stream().flatMap(each -> each.trials().stream()).toList(),
          new ProposalResults(proposed, requireHeld, done));
    }
  }

  private static TrialOutput refused(int round, Proposal proposal, RuntimeException why) {
    Result result =
        new Result(
            proposal.trial(),
            round,
            proposal.epochs(),
            proposal.point(),
            TrialStatus.FAILED,
            String.valueOf(why.getMessage()),
            List.of(),
            0,
            0);
    return new TrialOutput(result, List.of());
  }

  /**
   * Trainings of a proposal.
   *
   * @param earlier results of earlier rounds, from which paused trials continue
   */
  public ProposedTrial proposed(int round, Proposal proposal, List<Result> earlier) {
    TrainingPlan plan = initial.plan(settings.plan(proposal.point()), data);
    boolean goesOn = settings.pauses() && proposal.epochs() < settings.plan().epochs();
    TrainingPlan part = goesOn ? plan.until(proposal.epochs()) : plan;
    List<TrainingPlan> plans =
        IntStream.range(0, settings.repetitions()).mapToObj(i -> repetition(part, i)).toList();
    List<Repetition> before = List.of();
    List<byte[]> paused =
        initial.model().isEmpty() ? List.of() : plans.stream().map(initial::checkpoint).toList();
    Optional<Result> last =
        earlier.stream()
            .filter(result -> settings.pauses() && result.trial() == proposal.trial())
            .reduce((one, other) -> other);
    List<byte[]> states = last.map(this::states).orElseGet(List::of);
    // A trial whose paused state is lost begins anew.
    if (!states.isEmpty()) {
      before = last.get().repetitions();
      paused = states;
    }
    return new ProposedTrial(
        proposal, round, plans, data.trainRows(), paused, before, goesOn, settings.limitSeconds());
  }

  private List<byte[]> states(Result last) {
    try {
      return ledger.states(last.trial(), last.epochs(), settings.repetitions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plan of a repetition: the first has the plan's seed, the others have different seeds. */
  private static TrainingPlan repetition(TrainingPlan plan, int number) {
    return number == 0 ? plan : plan.member(number);
  }
}

package treecast.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import treecast.data.DataSet;
import treecast.search.Ending;
import treecast.search.Finished;
import treecast.search.Ledger;
import treecast.search.Proposal;
import treecast.search.Repetition;
import treecast.search.Result;
import treecast.search.Sweep;
import treecast.search.TrialRun;
import treecast.training.TrainingPlan;

/**
 * Makes trainings of proposals.
 *
 * @param runner runs trials and hands on each result as it comes
 */
record SweepTrials(
    SweepSettings settings,
    DataSet data,
    Ledger ledger,
    BiConsumer<List<TrialRun>, Consumer<Finished>> runner)
    implements Sweep.Evaluator {

  @Override
  public void run(
      int round, List<Proposal> proposals, List<Result> earlier, Consumer<Finished> done) {
    List<TrialRun> runs = new ArrayList<>();
    for (Proposal proposal : proposals) {
      try {
        runs.add(run(round, proposal, earlier));
      } catch (SettingsException | IllegalArgumentException e) {
        Result result =
            new Result(
                proposal.trial(),
                round,
                proposal.epochs(),
                proposal.point(),
                Ending.FAILED,
                String.valueOf(e.getMessage()),
                List.of(),
                0,
                0);
        done.accept(new Finished(result, List.of()));
      }
    }
    if (!runs.isEmpty()) {
      runner.accept(runs, done);
    }
  }

  private TrialRun run(int round, Proposal proposal, List<Result> earlier) {
    TrainingPlan plan = settings.plan(proposal.point()).plan(data);
    boolean goesOn = settings.pauses() && proposal.epochs() < settings.plan().epochs();
    TrainingPlan part = goesOn ? plan.until(proposal.epochs()) : plan;
    List<TrainingPlan> plans =
        IntStream.range(0, settings.repetitions()).mapToObj(i -> repetition(part, i)).toList();
    List<Repetition> before = List.of();
    List<byte[]> paused = List.of();
    if (settings.pauses() && round > 0) {
      Result last =
          earlier.stream()
              .filter(result -> result.trial() == proposal.trial())
              .reduce((one, other) -> other)
              .orElseThrow();
      before = last.repetitions();
      paused = states(last);
    }
    return new TrialRun(proposal, round, plans, paused, before, goesOn, settings.limitSeconds());
  }

  private List<byte[]> states(Result last) {
    try {
      return ledger.states(last.trial(), last.epochs(), settings.repetitions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first repetition has the plan's seed, the others have seeds of their own. */
  private static TrainingPlan repetition(TrainingPlan plan, int number) {
    return number == 0 ? plan : plan.member(number);
  }
}

package treecast.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import treecast.training.Outcome;
import treecast.training.TrialListener;

/**
 * Collector of the results of proposals: a result is complete when all trainings of the proposal
 * have ended. The trainings are ordered by proposal.
 */
public final class ProposalResults implements TrialListener {
  private final Runnable before;
  private final Consumer<TrialOutput> done;
  private final List<Collected> owners = new ArrayList<>();

  /**
   * Collector for some proposals.
   *
   * @param before called before each result is passed on
   * @param done receives each result
   */
  public ProposalResults(
      List<ProposedTrial> proposed, Runnable before, Consumer<TrialOutput> done) {
    this.before = before;
    this.done = done;
    for (ProposedTrial each : proposed) {
      int count = each.plans().size();
      Collected collected =
          new Collected(each, owners.size(), new Outcome[count], new Double[count]);
      IntStream.range(0, count).forEach(i -> owners.add(collected));
    }
  }

  /**
   * Outcomes of a proposal so far.
   *
   * @param first index of its first training
   */
  private record Collected(
      ProposedTrial proposed, int first, Outcome[] outcomes, Double[] seconds) {
    boolean complete() {
      return IntStream.range(0, outcomes.length).allMatch(i -> outcomes[i] != null);
    }
  }

  @Override
  public void finished(int trial, Outcome outcome, double seconds) {
    Collected owner = owners.get(trial);
    owner.outcomes()[trial - owner.first()] = outcome;
    owner.seconds()[trial - owner.first()] = seconds;
    if (owner.complete()) {
      before.run();
      done.accept(owner.proposed().finished(List.of(owner.outcomes()), List.of(owner.seconds())));
    }
  }
}

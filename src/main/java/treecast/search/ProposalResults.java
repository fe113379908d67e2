package treecast.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import treecast.training.Outcome;
import treecast.training.TrialListener;

/**
 * Results of proposals, each complete as soon as all of its trainings have ended. The trainings are
 * those of the proposals, one proposal's behind another's.
 */
public final class ProposalResults implements TrialListener {
  private final Runnable before;
  private final Consumer<TrialOutput> done;
  private final List<Collected> owners = new ArrayList<>();

  /**
   * Results of some proposals.
   *
   * @param before is run before each result is passed on
   * @param done is told of each result
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

  /** What is there of a proposal, whose first training stands at a place. */
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

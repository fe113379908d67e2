package treecast.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sweep: the loop over the rounds of a search, until the sampler proposes no more trials. Results
 * in the ledger are not computed again, so a sweep that was killed continues where it was
 * interrupted, with the same trials.
 */
public record Sweep(Search search, Sampler sampler, Ledger ledger) {

  /** Evaluator of trials: runs them in any order, any number at the same time. */
  @FunctionalInterface
  public interface Evaluator {
    /**
     * Runs some trials of a round.
     *
     * @param earlier all results of earlier rounds
     * @param done receives each result as soon as it is complete, one at a time
     */
    void run(int round, List<Proposal> proposals, List<Result> earlier, Consumer<TrialOutput> done);
  }

  /** Listener to a running sweep. */
  public interface Listener {
    /**
     * Called when a round begins.
     *
     * @param known its results that are in the ledger already
     */
    default void began(int round, Round trials, List<Result> known) {}

    /** Called when a trial has ended and its result has been written to the ledger. */
    default void finished(Result result) {}
  }

  /** Runs the trials whose results are not in the ledger. */
  public SweepRecord run(Evaluator evaluator, Listener listener) {
    List<Round> rounds = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    while (true) {
      int number = rounds.size();
      Round round = sampler.propose(search, number, List.copyOf(results));
      if (round.proposals().isEmpty()) {
        return new SweepRecord(rounds, results, true);
      }
      rounds.add(round);
      Map<Integer, Result> known = known(number, round);
      listener.began(number, round, List.copyOf(known.values()));
      List<Proposal> missing =
          round.proposals().stream().filter(p -> !known.containsKey(p.trial())).toList();
      if (!missing.isEmpty()) {
        evaluator.run(
            number, missing, List.copyOf(results), finished -> finish(finished, known, listener));
      }
      round.proposals().stream()
          .map(p -> known.get(p.trial()))
          .filter(r -> r != null)
          .forEach(results::add);
      if (known.size() < round.proposals().size()) {
        return new SweepRecord(rounds, results, false);
      }
    }
  }

  /** Replays the sweep from the ledger, without running trials. */
  public SweepRecord replay() {
    return run((round, proposals, earlier, done) -> {}, new Listener() {});
  }

  private Map<Integer, Result> known(int number, Round round) {
    Map<Integer, Result> known = new HashMap<>();
    for (Proposal proposal : round.proposals()) {
      ledger.result(proposal, number).ifPresent(result -> known.put(proposal.trial(), result));
    }
    return known;
  }

  private void finish(TrialOutput finished, Map<Integer, Result> known, Listener listener) {
    record(finished);
    known.put(finished.result().trial(), finished.result());
    listener.finished(finished.result());
  }

  private void record(TrialOutput finished) {
    try {
      ledger.write(finished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

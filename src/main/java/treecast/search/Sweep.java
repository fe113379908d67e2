package treecast.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A search and what is known of it: rounds of trials until the sampler has no more. Results that
 * the ledger has are not computed again, so a sweep that was killed goes on where it stood, and
 * chooses what it would have chosen.
 */
public record Sweep(Search search, Sampler sampler, Ledger ledger) {

  /** Runs trials, in any order and as many at once as it likes. */
  @FunctionalInterface
  public interface Evaluator {
    /**
     * Runs some trials of a round.
     *
     * @param earlier every result of the rounds before
     * @param done is told of each as soon as it is there, one at a time
     */
    void run(int round, List<Proposal> proposals, List<Result> earlier, Consumer<TrialOutput> done);
  }

  /** Hears of the sweep while it runs. */
  public interface Listener {
    /**
     * A round begins.
     *
     * @param known those of its results that the ledger had
     */
    default void began(int round, Round trials, List<Result> known) {}

    /** A trial has ended, and is in the ledger. */
    default void finished(Result result) {}
  }

  /** Runs what is not in the ledger yet. */
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
            number, missing, List.copyOf(results), finished -> hear(finished, known, listener));
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

  /** What the ledger knows, without running anything. */
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

  private void hear(TrialOutput finished, Map<Integer, Result> known, Listener listener) {
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

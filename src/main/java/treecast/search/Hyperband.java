package treecast.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hyperband (Li and others, 2018) and successive halving. Successive halving trains many trials for
 * few epochs and continues the best of them for several times as many epochs, until few have
 * trained to the end. Hyperband does this for several brackets, which begin with more epochs and
 * fewer trials, because it is unknown how many epochs are enough to compare trials. One rung of all
 * brackets is a round.
 *
 * @param min number of epochs of the lowest rung
 * @param factor 2 or more: of this number of trials one continues, for this multiple of the epochs
 * @param brackets maximum number of different brackets; 1 is successive halving
 */
public record Hyperband(int min, int factor, int brackets) implements Sampler {

  /**
   * Bracket: trials that are compared with each other.
   *
   * @param rungs number of comparisons
   * @param trials numbers of the trials
   */
  private record Bracket(int rungs, List<Integer> trials) {}

  @Override
  public Round propose(Search search, int round, List<Result> earlier) {
    List<Proposal> proposals = new ArrayList<>();
    for (Bracket bracket : brackets(search)) {
      if (round < bracket.rungs()) {
        int epochs = epochs(search.epochs(), bracket.rungs() - 1 - round);
        for (int trial : goingOn(bracket, round, earlier)) {
          Point point = search.space().random(search.stream(trial));
          proposals.add(new Proposal(trial, point, epochs));
        }
      }
    }
    return new Round(search.space(), List.of(), proposals);
  }

  @Override
  public boolean pauses() {
    return true;
  }

  /**
   * Number of epochs of a rung.
   *
   * @param above number of rungs above it
   */
  private int epochs(int max, int above) {
    int epochs = max;
    for (int i = 0; i < above; i++) {
      epochs = Math.max(1, Math.round((float) epochs / factor));
    }
    return epochs;
  }

  /** Maximum number of rungs. */
  private int rungs(int max) {
    int rungs = 1;
    while (epochs(max, rungs) >= min && epochs(max, rungs) < epochs(max, rungs - 1)) {
      rungs++;
    }
    return rungs;
  }

  /**
   * Assigns trials to brackets in their order, so that a longer search only adds trials to a
   * shorter one.
   */
  private List<Bracket> brackets(Search search) {
    List<Bracket> all = new ArrayList<>();
    int max = rungs(search.epochs());
    int kinds = Math.min(brackets, max);
    int assigned = 0;
    for (int kind = 0; assigned < search.trialsToRun(); kind = (kind + 1) % kinds) {
      int rungs = max - kind;
      int count = (int) Math.ceil((double) max / rungs * StrictMath.pow(factor, rungs - 1));
      int to = kinds == 1 ? search.trialsToRun() : Math.min(search.trialsToRun(), assigned + count);
      all.add(
          new Bracket(
              rungs, IntStream.range(assigned, to).map(i -> search.first() + i).boxed().toList()));
      assigned = to;
    }
    return all;
  }

  /** Trials of a bracket that train in a round: the best of the round before. */
  private List<Integer> goingOn(Bracket bracket, int round, List<Result> earlier) {
    if (round == 0) {
      return bracket.trials();
    }
    List<Result> before =
        earlier.stream()
            .filter(result -> result.round() == round - 1)
            .filter(result -> bracket.trials().contains(result.trial()))
            .toList();
    return Ranking.best(before, Result::score, Math.max(1, before.size() / factor)).stream()
        .filter(Result::scored)
        .map(Result::trial)
        .sorted()
        .toList();
  }
}

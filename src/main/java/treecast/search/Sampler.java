package treecast.search;

import java.util.List;

/**
 * Chooses what is tried. It is a pure function of its arguments: a round sees the results of all
 * rounds before it and of none beside it, so it does not matter how many trials run at once, where,
 * and which is done first; and a ledger of results tells where a search stood.
 */
public sealed interface Sampler permits Grid, RandomSearch, Narrowing, Bayesian, Hyperband {

  /**
   * The trials of a round.
   *
   * @param round from 0
   * @param earlier every result of the rounds before it, in the order of their proposals
   */
  Round propose(Search search, int round, List<Result> earlier);
}

package treecast.search;

import java.util.List;
import java.util.Optional;

/**
 * Chooses what is tried. It is a pure function of its arguments: a round sees the results of all
 * rounds before it and of none beside it, so it does not matter how many trials run at once, where,
 * and which is done first; and a ledger of results tells where a search stood. {@link
 * SamplerProvider} makes it from a plan.
 */
public interface Sampler {

  /**
   * The trials of a round.
   *
   * @param round from 0
   * @param earlier every result of the rounds before it, in the order of their proposals
   */
  Round propose(Search search, int round, List<Result> earlier);

  /**
   * Whether it stops trials and continues some of them in a later round, so that their states have
   * to be kept.
   */
  default boolean pauses() {
    return false;
  }

  /**
   * Why a number of trials is too small for a space, in words that follow "trials = 20 is", such as
   * "smaller than the grid"; nothing if it is large enough.
   */
  default Optional<String> tooFew(SearchSpace space, int trials) {
    return Optional.empty();
  }

  /** How it narrows ranges around good results, if it does: a later sweep may begin with them. */
  default Optional<Narrowing> narrowing() {
    return Optional.empty();
  }
}

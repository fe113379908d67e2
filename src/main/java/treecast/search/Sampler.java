package treecast.search;

import java.util.List;
import java.util.Optional;

/**
 * Sampler (search algorithm): chooses the points of the trials. It is a pure function of its
 * arguments: a round depends on the results of earlier rounds only, so the number, the machines and
 * the order of concurrent trials do not matter, and an interrupted search continues from the
 * results in its ledger. {@link SamplerProvider} creates it from a plan.
 */
public interface Sampler {

  /**
   * Proposes the trials of a round.
   *
   * @param round index of the round, from 0
   * @param earlier all results of earlier rounds, in the order of their proposals
   */
  Round propose(Search search, int round, List<Result> earlier);

  /**
   * Whether the sampler pauses trials and continues some of them in a later round, for which their
   * states are kept.
   */
  default boolean pauses() {
    return false;
  }

  /**
   * Reason why a number of trials is too small for a search space, as words that follow "trials =
   * 20 is", such as "smaller than the grid"; empty if it is large enough.
   */
  default Optional<String> tooFew(SearchSpace space, int trials) {
    return Optional.empty();
  }

  /**
   * Narrowing of the ranges, if the sampler narrows them: a later sweep may start with the narrowed
   * ranges.
   */
  default Optional<Narrowing> narrowing() {
    return Optional.empty();
  }
}

package treecast.search;

import java.util.List;

/**
 * Round of a search: trials that may run at the same time, because none depends on the result of
 * another.
 *
 * @param space the search space of this round
 * @param reasons changes since the last round and their reasons, one sentence each
 * @param proposals the trials; empty if the search is over
 */
public record Round(SearchSpace space, List<String> reasons, List<Proposal> proposals) {
  public Round {
    reasons = List.copyOf(reasons);
    proposals = List.copyOf(proposals);
  }
}

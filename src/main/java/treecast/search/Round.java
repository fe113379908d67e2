package treecast.search;

import java.util.List;

/**
 * Trials that may run side by side: none of them sees what becomes of another.
 *
 * @param space where they were looked for
 * @param reasons what changed since the last round and why, a sentence each
 * @param proposals none where the search is over
 */
public record Round(SearchSpace space, List<String> reasons, List<Proposal> proposals) {
  public Round {
    reasons = List.copyOf(reasons);
    proposals = List.copyOf(proposals);
  }
}

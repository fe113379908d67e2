package treecast.search;

import java.util.List;

/**
 * Random search: independent random points in one round, each a function of the seed and the
 * trial's number.
 */
public record RandomSearch() implements Sampler {

  @Override
  public Round propose(Search search, int round, List<Result> earlier) {
    SearchSpace space = search.space();
    return new Round(
        space,
        List.of(),
        search.whole(
            0, round == 0 ? search.trials() : 0, trial -> space.random(search.stream(trial))));
  }
}

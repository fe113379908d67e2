package treecast.search;

import java.util.List;

/**
 * Every combination, in one round.
 *
 * @param points values of each range, both ends among them; of a choice always all
 */
public record Grid(int points) implements Sampler {

  @Override
  public Round propose(Search search, int round, List<Result> earlier) {
    List<Point> known = search.adopted().stream().map(Result::point).toList();
    List<Point> all =
        search.space().grid(points).stream().filter(point -> !known.contains(point)).toList();
    int count = round == 0 ? all.size() : 0;
    return new Round(
        search.space(),
        List.of(),
        search.whole(0, count, trial -> all.get(trial - search.first())));
  }
}

package treecast.search;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Every combination, in one round, but for those that are known already. Known points that are none
 * of the grid's take no room in it.
 *
 * @param points values of each range, both ends among them; of a choice always all
 */
public record Grid(int points) implements Sampler {

  @Override
  public Round propose(Search search, int round, List<Result> earlier) {
    Set<Point> known =
        search.adopted().stream().map(Result::point).collect(Collectors.toUnmodifiableSet());
    List<Point> all =
        round > 0
            ? List.of()
            : search.space().grid(points).stream().filter(point -> !known.contains(point)).toList();
    List<Proposal> proposals =
        IntStream.range(0, Math.min(all.size(), search.trials()))
            .mapToObj(i -> new Proposal(search.first() + i, all.get(i), search.epochs()))
            .toList();
    return new Round(search.space(), List.of(), proposals);
  }
}

package treecast.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Grid search: all combinations of values in one round, without points whose results are known.
 *
 * @param points number of values of each range, including both ends; of a choice always all values
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

  /**
   * A grid needs a trial for each of its points, of which there may be fewer than combinations,
   * because of conditions.
   */
  @Override
  public Optional<String> tooFew(SearchSpace space, int trials) {
    double max = space.combinations(points);
    boolean conditions = space.dimensions().stream().anyMatch(d -> d.condition().isPresent());
    boolean enough = max <= trials || (conditions && space.grid(points, trials).size() <= trials);
    return enough
        ? Optional.empty()
        : Optional.of(
            "smaller than the grid%s: increase trials or reduce sampler.points"
                .formatted(conditions ? "" : " of %.0f points".formatted(max)));
  }
}

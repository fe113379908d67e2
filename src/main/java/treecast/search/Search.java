package treecast.search;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * What a sampler is to do.
 *
 * @param space where it looks
 * @param seed what its random numbers come from
 * @param trials how many trials there are to be, adopted ones among them, but for a grid
 * @param epochs of a whole training
 * @param first number of the first trial
 * @param adopted results of earlier searches that lie inside the space; all may be looked at
 */
public record Search(
    SearchSpace space, long seed, int trials, int epochs, int first, List<Result> adopted) {
  public Search {
    adopted = List.copyOf(adopted);
  }

  /** Number of trials that are to be run. */
  public int own() {
    return Math.max(0, trials - adopted.size());
  }

  /** The random numbers of a trial. */
  public RandomStream stream(int trial) {
    return RandomStream.of(Purpose.SEARCHED_POINTS, seed, trial);
  }

  /**
   * Neighbouring trials, each a whole training.
   *
   * @param from how many of its own come before
   * @param max how many there may be; fewer at the end of the search
   * @param point the point of a trial
   */
  public List<Proposal> whole(int from, int max, IntFunction<Point> point) {
    return IntStream.range(from, (int) Math.min(own(), (long) from + max))
        .mapToObj(i -> new Proposal(first + i, point.apply(first + i), epochs))
        .toList();
  }
}

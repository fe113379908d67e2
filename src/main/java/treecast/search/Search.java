package treecast.search;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * Search: the task of a sampler.
 *
 * @param space the search space
 * @param seed seed of its random numbers
 * @param trials total number of trials including adopted ones; a grid ignores it
 * @param epochs number of epochs of a whole training
 * @param first number of the first trial
 * @param adopted results of earlier searches inside the space, which the sampler may use
 */
public record Search(
    SearchSpace space, long seed, int trials, int epochs, int first, List<Result> adopted) {
  public Search {
    adopted = List.copyOf(adopted);
  }

  /** Number of trials to run, without adopted ones. */
  public int trialsToRun() {
    return Math.max(0, trials - adopted.size());
  }

  /** Random stream of a trial. */
  public RandomStream stream(int trial) {
    return RandomStream.of(Purpose.SEARCHED_POINTS, seed, trial);
  }

  /**
   * Proposes consecutive trials, each a whole training.
   *
   * @param from number of this search's trials before them
   * @param max maximum number of trials; there are fewer at the end of the search
   * @param point gives the point of a trial by its number
   */
  public List<Proposal> whole(int from, int max, IntFunction<Point> point) {
    return IntStream.range(from, (int) Math.min(trialsToRun(), (long) from + max))
        .mapToObj(i -> new Proposal(first + i, point.apply(first + i), epochs))
        .toList();
  }
}

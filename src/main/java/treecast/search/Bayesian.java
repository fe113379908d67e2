package treecast.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import treecast.linalg.RandomStream;

/**
 * Bayesian optimisation: a Gaussian process predicts the scores, and the next points are those with
 * the greatest expected improvement (Jones, Schonlau and Welch, 1998). Within a round, the
 * predicted score of each point is added to the process before the next point is chosen ("kriging
 * believer", Ginsbourger and others, 2010), so that the points differ.
 *
 * @param initial number of random trials in the first round
 * @param size number of trials in each further round
 */
public record Bayesian(int initial, int size) implements Sampler {
  private static final int CANDIDATES = 1000;
  private static final int NEIGHBOURS = 250;
  private static final int STARS = 5;
  private static final double STRAY = 0.05;

  /** Maximum number of results to which the process is fitted: its cost grows with their cube. */
  private static final int MAX = 300;

  @Override
  public Round propose(Search search, int round, List<Result> earlier) {
    SearchSpace space = search.space();
    List<Result> seen = Stream.concat(search.adopted().stream(), earlier.stream()).toList();
    int from = round == 0 ? 0 : initial + (round - 1) * size;
    if (from >= search.trialsToRun()) {
      return new Round(space, List.of(), List.of());
    }
    if (round == 0 || seen.stream().filter(Result::scored).count() < 2) {
      return new Round(
          space,
          List.of(),
          search.whole(from, round == 0 ? initial : size, t -> space.random(search.stream(t))));
    }
    List<Point> points = improving(search, from, fitted(seen));
    return new Round(
        space, List.of(), search.whole(from, size, t -> points.get(t - search.first() - from)));
  }

  private List<Point> improving(Search search, int from, List<Result> seen) {
    SearchSpace space = search.space();
    GaussianProcess process = process(space, seen);
    double best =
        seen.stream().filter(Result::scored).mapToDouble(Result::score).max().orElseThrow();
    Set<Point> known = new HashSet<>(seen.stream().map(Result::point).toList());
    List<Point> chosen = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Point> candidates = candidates(search, search.first() + from + i, seen);
      GaussianProcess now = process;
      double than = best;
      Point next =
          candidates.stream()
              .filter(point -> !known.contains(point))
              .max(
                  Comparator.comparingDouble(p -> improvement(now.at(coordinates(space, p)), than)))
              .orElse(candidates.get(0));
      chosen.add(next);
      known.add(next);
      double predicted = process.at(coordinates(space, next)).mean();
      process = process.with(coordinates(space, next), predicted);
      best = Math.max(best, predicted);
    }
    return chosen;
  }

  /** Fits the process. Trials without a score count as the worst one with a score. */
  private static GaussianProcess process(SearchSpace space, List<Result> seen) {
    double worst =
        seen.stream().filter(Result::scored).mapToDouble(Result::score).min().orElseThrow();
    return GaussianProcess.fit(
        seen.stream().map(result -> coordinates(space, result.point())).toArray(double[][]::new),
        seen.stream().mapToDouble(r -> r.scored() ? r.score() : worst).toArray());
  }

  /** Results for the fit: the best and the newest ones if there are too many. */
  static List<Result> fitted(List<Result> seen) {
    if (seen.size() <= MAX) {
      return seen;
    }
    Set<Result> kept = new HashSet<>(Ranking.best(seen, Result::score, MAX / 2));
    kept.addAll(seen.subList(seen.size() - MAX / 2, seen.size()));
    return seen.stream().filter(kept::contains).toList();
  }

  /** Candidates: random points, and points near the best ones so far. */
  private static List<Point> candidates(Search search, int trial, List<Result> seen) {
    SearchSpace space = search.space();
    RandomStream stream = search.stream(trial);
    int n = space.dimensions().size();
    List<Point> candidates = new ArrayList<>();
    for (int c = 0; c < CANDIDATES; c++) {
      candidates.add(space.random(RandomStream.of(stream.key(), 0, c)));
    }
    for (Result star : Ranking.best(seen, Result::score, STARS)) {
      double[] centre = space.positions(star.point());
      for (int c = 0; c < NEIGHBOURS / STARS; c++) {
        RandomStream near = RandomStream.of(stream.key(), 1, star.trial(), c);
        double[] positions = new double[n];
        for (int i = 0; i < n; i++) {
          double position = Double.isNaN(centre[i]) ? near.uniform(2 * n + i) : centre[i];
          positions[i] = Math.max(0, Math.min(1, position + STRAY * near.normal(i)));
        }
        candidates.add(space.at(positions));
      }
    }
    return candidates;
  }

  /**
   * Coordinates of a point for the process: the position of a number, or the middle if it has no
   * value; for a choice one coordinate per value (one-hot), so that all values have the same
   * distance.
   */
  static double[] coordinates(SearchSpace space, Point point) {
    double[] positions = space.positions(point);
    List<Double> coordinates = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      Dimension dimension = space.dimensions().get(i);
      if (dimension.range() instanceof Choice choice) {
        String value = point.values().get(dimension.path());
        choice.values().forEach(v -> coordinates.add(v.equals(value) ? Math.sqrt(0.5) : 0));
      } else {
        coordinates.add(Double.isNaN(positions[i]) ? 0.5 : positions[i]);
      }
    }
    return coordinates.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Expected improvement over the best value. */
  static double improvement(GaussianProcess.Prediction prediction, double best) {
    double z = (prediction.mean() - best) / prediction.deviation();
    double density = StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    return (prediction.mean() - best) * normalBelow(z) + prediction.deviation() * density;
  }

  /** Normal distribution function (Abramowitz and Stegun 26.2.17; error below 7.5e-8). */
  static double normalBelow(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double polynomial =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    return z > 0 ? 1 - tail : tail;
  }
}

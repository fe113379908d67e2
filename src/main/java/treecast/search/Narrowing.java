package treecast.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Narrowing of the ranges around the best trials, round by round (coarse-to-fine search): sample
 * points, train them for few epochs, keep the best, and sample again from narrower ranges. It
 * automates the procedure of "Deep Learning from Scratch", section 6.5.2. Only tried values are cut
 * off: a new range ends at the nearest trial that was not kept, and an end stays if there are no
 * trials beyond those that were kept.
 *
 * @param size number of trials of a round
 * @param keep number of trials that are kept, of all so far, as a fraction of a round's size, above
 *     0 to 1
 * @param margin minimum distance between the kept trials and the ends of a new range, as a fraction
 *     of the extent of the kept trials
 * @param floor minimum extent of a range, as a fraction of the initial range
 */
public record Narrowing(int size, double keep, double margin, double floor) implements Sampler {
  /** Name in a plan. */
  public static final String NAME = "narrowing";

  /** Narrowed ranges, and the reasons. */
  public record Narrowed(SearchSpace space, List<String> reasons) {}

  @Override
  public Round propose(Search search, int round, List<Result> earlier) {
    List<Result> seen = new ArrayList<>(search.adopted());
    Narrowed now = new Narrowed(search.space(), List.of());
    if (!seen.isEmpty()) {
      now = narrow(search.space(), now.space(), seen);
    }
    for (int past = 0; past < round; past++) {
      int done = past;
      earlier.stream().filter(result -> result.round() == done).forEach(seen::add);
      now = narrow(search.space(), now.space(), seen);
    }
    SearchSpace space = now.space();
    return new Round(
        space,
        now.reasons(),
        search.whole(round * size, size, trial -> space.random(search.stream(trial))));
  }

  @Override
  public Optional<Narrowing> narrowing() {
    return Optional.of(this);
  }

  /**
   * Narrows the ranges around the best results; the new ranges always lie inside the ranges before.
   *
   * @param first the initial ranges of the search
   * @param before the ranges to narrow
   * @param seen all results so far
   */
  public Narrowed narrow(SearchSpace first, SearchSpace before, List<Result> seen) {
    int max = Math.max(2, (int) Math.round(size * keep));
    List<Result> inside = seen.stream().filter(r -> before.contains(r.point())).toList();
    List<Result> best =
        Ranking.ofTrials(inside, result -> result).stream()
            .limit(max)
            .filter(Result::scored)
            .toList();
    List<Result> worse = inside.stream().filter(result -> !best.contains(result)).toList();
    List<String> reasons = new ArrayList<>();
    SearchSpace after =
        before.map(
            dimension -> {
              Dimension origin = first.dimension(dimension.path()).orElseThrow();
              Range narrowed = narrow(origin.range(), dimension, best, worse);
              reasons.add(reason(dimension, narrowed, best, inside.size()));
              return dimension.within(narrowed);
            });
    return new Narrowed(after, reasons);
  }

  private Range narrow(Range first, Dimension dimension, List<Result> best, List<Result> worse) {
    List<String> kept = values(dimension, best).toList();
    if (kept.size() < 2) {
      return dimension.range();
    }
    List<String> given = values(dimension, worse).toList();
    if (dimension.range() instanceof Interval interval) {
      return around(kept, given, interval, (Interval) first);
    }
    Choice choice = (Choice) dimension.range();
    return new Choice(
        choice.values().stream().filter(v -> kept.contains(v) || !given.contains(v)).toList());
  }

  private static Stream<String> values(Dimension dimension, List<Result> results) {
    return results.stream()
        .map(result -> result.point().values().get(dimension.path()))
        .filter(value -> value != null);
  }

  private Range around(List<String> kept, List<String> given, Interval before, Interval first) {
    double[] positions = kept.stream().mapToDouble(before::encode).sorted().toArray();
    double min = positions[0];
    double max = positions[positions.length - 1];
    double beyond = margin * (max - min);
    double[] worse = given.stream().mapToDouble(before::encode).toArray();
    double below = DoubleStream.of(worse).filter(position -> position < min).max().orElse(0);
    double above = DoubleStream.of(worse).filter(position -> position > max).min().orElse(1);
    double from = Math.max(0, Math.min(below, min - beyond));
    double to = Math.min(1, Math.max(above, max + beyond));
    double narrowest = Math.min(1, floor * extent(first) / extent(before));
    if (to - from < narrowest) {
      from = Math.max(0, Math.min(1 - narrowest, (from + to - narrowest) / 2));
      to = from + narrowest;
    }
    return before.from() == before.to() ? before : before.between(from, to);
  }

  /** Extent of a range on its linear or logarithmic scale. */
  private static double extent(Interval range) {
    double top = range.whole() ? range.to() + 1 : range.to();
    return range.logarithmic()
        ? StrictMath.log(top) - StrictMath.log(range.from())
        : top - range.from();
  }

  private static String reason(Dimension dimension, Range after, List<Result> best, int of) {
    String[] values = values(dimension, best).toArray(String[]::new);
    Range before = dimension.range();
    if (values.length < 2) {
      return "%s stays at %s: fewer than two good trials have a value for it"
          .formatted(dimension.path(), before.describe());
    }
    double[] scores = best.stream().mapToDouble(Result::score).toArray();
    return String.format(
        Locale.ROOT,
        "%s %s: the best %d of %d trials, scores %.4g to %.4g, have %s",
        dimension.path(),
        after.equals(before)
            ? "stays at " + before.describe()
            : "from %s to %s".formatted(before.describe(), after.describe()),
        values.length,
        of,
        scores[scores.length - 1],
        scores[0],
        describe(before, values));
  }

  private static String describe(Range range, String... values) {
    if (range instanceof Choice) {
      return String.join(", ", Arrays.stream(values).distinct().sorted().toList());
    }
    double[] sorted = Arrays.stream(values).mapToDouble(Double::parseDouble).sorted().toArray();
    return String.format(Locale.ROOT, "%.3g to %.3g", sorted[0], sorted[sorted.length - 1]);
  }
}

package treecast.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Choice of the ticks of an axis: round numbers, as many as fit. Steps are 1, 2 or 5 times a power
 * of ten. On a logarithmic axis that spans a decade or more, the numbers are powers of ten, or 1, 2
 * and 5 times powers of ten.
 */
final class Ticks {
  /** Maximum number of ticks. */
  private static final int MAX = 8;

  private static final double[] ROUND = {1, 2, 5};

  private Ticks() {}

  /**
   * The densest ticks that fit.
   *
   * @param fits whether ticks fit; called from dense to sparse
   * @return empty if not even the sparsest fit
   */
  static List<Tick> of(Scale scale, Predicate<List<Tick>> fits) {
    for (List<Tick> ticks : candidates(scale)) {
      if (ticks.size() <= MAX && fits.test(ticks)) {
        return ticks;
      }
    }
    return List.of();
  }

  private static List<List<Tick>> candidates(Scale scale) {
    double low = Math.min(scale.from(), scale.to());
    double high = Math.max(scale.from(), scale.to());
    if (low == high) {
      return List.of();
    }
    List<List<Tick>> candidates = new ArrayList<>();
    if (!scale.logarithmic()) {
      linear(scale, low, high, candidates);
      candidates.removeIf(ticks -> ticks.size() < 2);
      return candidates;
    }
    double decades = Math.log10(high) - Math.log10(low);
    if (decades < 1) {
      linear(scale, low, high, candidates);
    }
    if (decades < 3) {
      candidates.add(powers(scale, low, high, 1, ROUND));
    }
    for (int power = 1; power <= 1000; power *= 10) {
      for (double round : ROUND) {
        candidates.add(powers(scale, low, high, (int) (round * power), 1));
      }
    }
    if (decades < 2) {
      linear(scale, low, high, candidates);
    }
    candidates.removeIf(ticks -> ticks.size() < 2);
    return candidates;
  }

  /** Adds multiples of increasing steps. */
  private static void linear(Scale scale, double low, double high, List<List<Tick>> to) {
    int power = (int) Math.floor(Math.log10((high - low) / MAX)) - 1;
    for (int more = 0; more < 4; more++) {
      for (double round : ROUND) {
        to.add(multiples(scale, low, high, round, power + more));
      }
    }
  }

  private static List<Tick> multiples(
      Scale scale, double low, double high, double round, int power) {
    double step = round * Math.pow(10, power);
    double slack = 1e-9 * (high - low);
    long first = (long) Math.ceil((low - slack) / step);
    long last = (long) Math.floor((high + slack) / step);
    List<Tick> ticks = new ArrayList<>();
    for (long k = first; k <= last && ticks.size() <= MAX; k++) {
      String label =
          NumberText.multiple(k * (long) round, power, Math.max(-first, last) * (long) round);
      ticks.add(new Tick(scale.position(k * step), label));
    }
    return ticks;
  }

  /**
   * Ticks at the given numbers times powers of ten.
   *
   * @param every difference between consecutive powers
   */
  private static List<Tick> powers(
      Scale scale, double low, double high, int every, double... numbers) {
    List<Tick> ticks = new ArrayList<>();
    int first = Math.floorDiv((int) Math.floor(Math.log10(low)), every) * every;
    int last = (int) Math.ceil(Math.log10(high));
    for (int power = first; power <= last; power += every) {
      for (double number : numbers) {
        double position = scale.position(number * Math.pow(10, power));
        if (position >= -1e-9 && position <= 1 + 1e-9) {
          ticks.add(new Tick(position, NumberText.power((int) number, power, first, last)));
        }
      }
    }
    return ticks;
  }
}

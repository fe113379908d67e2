package treecast.bench;

import java.util.List;
import java.util.Locale;

/** Steps against what grows, both axes logarithmic: points as measured, the line of the law. */
final class GrowthPicture {
  private static final int SIDE = 300;
  private static final int MARGIN = 60;

  private GrowthPicture() {}

  /** One panel for each sweep, side by side, as SVG. */
  static String of(List<Growth.Sweep> sweeps) {
    StringBuilder svg = new StringBuilder();
    int width = sweeps.size() * (SIDE + MARGIN) + MARGIN;
    svg.append(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'"
                .formatted(width, SIDE + 2 * MARGIN)
            + " font-size='12'><rect width='100%' height='100%' fill='white'/>\n");
    for (int i = 0; i < sweeps.size(); i++) {
      svg.append("<g transform='translate(%d %d)'>\n".formatted(MARGIN + i * (SIDE + MARGIN), 30));
      svg.append(panel(sweeps.get(i))).append("</g>\n");
    }
    return svg.append("</svg>\n").toString();
  }

  private static String panel(Growth.Sweep sweep) {
    double[] x = decades(sweep.sizes());
    double[] y = decades(sweep.steps());
    StringBuilder svg = new StringBuilder();
    svg.append("<rect width='%d' height='%d' fill='none' stroke='black'/>\n".formatted(SIDE, SIDE));
    for (double d = x[0]; d <= x[1]; d++) {
      svg.append(text(at(d, x), SIDE + 16, "middle", "1e%.0f".formatted(d)));
    }
    for (double d = y[0]; d <= y[1]; d++) {
      svg.append(text(-4, SIDE - at(d, y) + 4, "end", "%,.0f".formatted(Math.pow(10, d))));
    }
    svg.append(text(SIDE / 2.0, SIDE + 40, "middle", sweep.unit()));
    svg.append(text(0, -8, "start", "ms of a step"));
    double[] law = sweep.law();
    StringBuilder line = new StringBuilder();
    double first = Math.log10(sweep.sizes().get(0));
    double last = Math.log10(sweep.sizes().get(sweep.sizes().size() - 1));
    for (int i = 0; i <= 50; i++) {
      double size = first + (last - first) * i / 50;
      double step = Math.log10(Math.max(1e-3, law[0] + law[1] * Math.pow(10, size)));
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", at(size, x), SIDE - at(step, y)));
    }
    svg.append("<polyline points='%s' fill='none' stroke='#0072b2'/>\n".formatted(line));
    for (int i = 0; i < sweep.sizes().size(); i++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx='%.1f' cy='%.1f' r='4' fill='#d55e00'/>%n",
              at(Math.log10(sweep.sizes().get(i)), x),
              SIDE - at(Math.log10(sweep.steps().get(i)), y)));
    }
    return svg.toString();
  }

  private static String text(double x, double y, String anchor, String words) {
    return String.format(
        Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>%n", x, y, anchor, words);
  }

  /** The powers of ten around some values. */
  private static double[] decades(List<Double> values) {
    double least = values.stream().mapToDouble(d -> d).min().orElseThrow();
    double most = values.stream().mapToDouble(d -> d).max().orElseThrow();
    double low = Math.floor(Math.log10(least));
    return new double[] {low, Math.max(low + 1, Math.ceil(Math.log10(most)))};
  }

  private static double at(double decade, double[] decades) {
    return SIDE * (decade - decades[0]) / (decades[1] - decades[0]);
  }
}

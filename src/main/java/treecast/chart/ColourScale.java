package treecast.chart;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Colour scale of a chart's coloured points, and the bar that shows it.
 *
 * @param name the quantity that the colour shows
 * @param ticks ticks of the bar
 * @param needed whether the chart has coloured points
 */
record ColourScale(String name, Scale scale, List<Tick> ticks, boolean needed) {
  /** Minimum height of the panels; the ticks are chosen for it. */
  private static final double LOWEST = 110;

  private static final double BAR = 14;
  private static final double GAP = 16;
  private static final double BEFORE_NUMBER = 7;

  static ColourScale of(Chart chart) {
    List<Series.ColouredPoints> all =
        chart.panels().stream()
            .flatMap(panel -> panel.series().stream())
            .flatMap(s -> s instanceof Series.ColouredPoints points ? Stream.of(points) : null)
            .toList();
    String name =
        all.stream()
            .map(Series.ColouredPoints::name)
            .filter(n -> !n.isEmpty())
            .findFirst()
            .orElse("");
    double[] values = all.stream().flatMapToDouble(s -> Arrays.stream(s.values())).toArray();
    Scale scale = Scale.of(Axis.of(name), values, false);
    return new ColourScale(name, scale, AxisTicks.up(scale, LOWEST), !all.isEmpty());
  }

  /** Width of the bar and its labels, beside the panels. */
  double width() {
    if (!needed) {
      return 0;
    }
    double numbers = BEFORE_NUMBER + AxisTicks.widest(ticks);
    return GAP + BAR + numbers + (name.isEmpty() ? 0 : 1.5 * Lettering.LABEL.line());
  }

  Color of(double value, Theme theme) {
    return theme.ramp(scale.position(value));
  }

  /** Draws the bar, as high as the panels. */
  void draw(Canvas canvas, double left, double top, double height) {
    Theme theme = canvas.theme();
    double x = left + GAP;
    Rectangle2D bar = new Rectangle2D.Double(x, top, BAR, height);
    canvas.fill(theme.ramp(top + height, top), bar);
    canvas.outline(theme.muted(), Style.HAIR, bar);
    for (Tick tick : ticks) {
      double y = top + height * (1 - tick.position());
      canvas.line(theme.muted(), Style.HAIR, x + BAR, y, x + BAR + Cell.TICK, y);
      canvas.text(Lettering.TICK, theme.ink(), tick.label(), x + BAR + BEFORE_NUMBER, y, 0);
    }
    canvas.upright(
        Lettering.LABEL,
        theme.ink(),
        Lettering.LABEL.shortened(name, height),
        left + width() - Lettering.LABEL.line() / 2,
        top + height / 2,
        0.5);
  }
}

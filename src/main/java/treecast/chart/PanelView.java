package treecast.chart;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Prepared panel: marks and styles of its series, and scales of its axes.
 *
 * @param marks one for each series
 */
record PanelView(Panel panel, List<Mark> marks, Scale x, Scale y) {

  /** Prepares the panels of a chart. Styles follow the order of the names. */
  static List<PanelView> of(Chart chart) {
    ColourScale colours = ColourScale.of(chart);
    Map<String, Style> styles = new TreeMap<>();
    chart.panels().stream()
        .flatMap(panel -> panel.series().stream())
        .filter(PanelView::styled)
        .sorted(Series.IN_ORDER_OF_NAMES)
        .forEach(s -> styles.computeIfAbsent(s.name(), name -> new Style(styles.size())));
    return chart.panels().stream().map(panel -> of(panel, styles, colours)).toList();
  }

  private static PanelView of(Panel panel, Map<String, Style> styles, ColourScale colours) {
    List<Mark> marks =
        panel.series().stream()
            .map(s -> Mark.of(s, styled(s) ? styles.get(s.name()) : new Style(0), colours))
            .toList();
    double[] xs = marks.stream().flatMapToDouble(mark -> DoubleStream.of(mark.xs())).toArray();
    double[] ys = marks.stream().flatMapToDouble(mark -> DoubleStream.of(mark.ys())).toArray();
    return new PanelView(
        panel,
        marks,
        Scale.of(panel.x(), xs, marks.stream().anyMatch(Mark::roomAcross)),
        Scale.of(panel.y(), ys, marks.stream().anyMatch(Mark::roomUp)));
  }

  private static boolean styled(Series series) {
    return series instanceof Series.Line
        || series instanceof Series.Points
        || series instanceof Series.Bars;
  }

  /** Ticks of the x axis for a given length. */
  List<Tick> xTicks(double length) {
    return AxisTicks.across(x, length);
  }

  /** Ticks of the y axis for a given length. */
  List<Tick> yTicks(double length) {
    return AxisTicks.up(y, length);
  }
}

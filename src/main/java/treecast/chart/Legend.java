package treecast.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Legend: the names of a chart's series, each once with a sample, in as many lines as necessary.
 */
record Legend(List<Entry> entries) {
  /** Width of a sample. */
  static final double SAMPLE = 30;

  private static final double AFTER_SAMPLE = 6;
  private static final double AFTER_NAME = 20;

  private record Entry(String name, Mark mark) {}

  private record Placed(Entry entry, String name, double x, int line) {}

  static Legend of(List<PanelView> panels) {
    Map<String, Mark> marks = new HashMap<>();
    List<Series> explained = new ArrayList<>();
    for (PanelView panel : panels) {
      for (int i = 0; i < panel.marks().size(); i++) {
        Series series = panel.panel().series().get(i);
        if (explained(series) && marks.putIfAbsent(series.name(), panel.marks().get(i)) == null) {
          explained.add(series);
        }
      }
    }
    explained.sort(Series.IN_ORDER_OF_NAMES);
    return new Legend(
        explained.stream().map(s -> new Entry(s.name(), marks.get(s.name()))).toList());
  }

  private static boolean explained(Series series) {
    return !series.name().isEmpty() && !(series instanceof Series.ColouredPoints);
  }

  private List<Placed> placed(double width) {
    List<Placed> placed = new ArrayList<>();
    double x = 0;
    int line = 0;
    for (Entry entry : entries) {
      String name = Lettering.LABEL.shortened(entry.name(), width - SAMPLE - AFTER_SAMPLE);
      double needed = SAMPLE + AFTER_SAMPLE + Lettering.LABEL.width(name);
      if (x > 0 && x + needed > width) {
        x = 0;
        line++;
      }
      placed.add(new Placed(entry, name, x, line));
      x += needed + AFTER_NAME;
    }
    return placed;
  }

  /** Height for a given width. */
  double height(double width) {
    List<Placed> placed = placed(width);
    return placed.isEmpty() ? 0 : (placed.get(placed.size() - 1).line() + 1) * pitch();
  }

  private static double pitch() {
    return 1.15 * Lettering.LABEL.line();
  }

  void draw(Canvas canvas, double left, double top, double width) {
    for (Placed at : placed(width)) {
      double y = top + (at.line() + 0.5) * pitch();
      at.entry().mark().sample(canvas, left + at.x(), y);
      canvas.text(
          Lettering.LABEL,
          canvas.theme().ink(),
          at.name(),
          left + at.x() + SAMPLE + AFTER_SAMPLE,
          y,
          0);
    }
  }
}

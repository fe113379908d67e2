package treecast.chart;

import java.util.List;

/**
 * A panel with what stands around it, for one width of its plot.
 *
 * @param plotWidth from one end of the x axis to the other
 * @param plotHeight from one end of the y axis to the other
 * @param lettering how titles are written
 * @param title its lines
 * @param xTicks the marks of the x axis
 * @param yTicks the marks of the y axis
 * @param xNumbered whether the marks have their labels here, and not at the panel below
 * @param yNumbered whether the marks have their labels here, and not at the panel to the left
 * @param xLabel lines of the label, none where all panels share one
 * @param yLabel lines of the label, none where all panels share one
 */
record Cell(
    PanelView view,
    double plotWidth,
    double plotHeight,
    Lettering lettering,
    List<String> title,
    List<Tick> xTicks,
    List<Tick> yTicks,
    boolean xNumbered,
    boolean yNumbered,
    List<String> xLabel,
    List<String> yLabel) {
  /** The length of a mark, and the room after it. */
  static final double TICK = 4;

  static final double AFTER_TICK = 4;

  /** Names are cut where they are longer. */
  static final double LONGEST_NAME = 110;

  private static final double AROUND_LABEL = 4;

  double above() {
    return title.isEmpty() ? 0 : title.size() * lettering.line() + AROUND_LABEL;
  }

  double left() {
    double numbers =
        yNumbered && !yTicks.isEmpty()
            ? TICK + AFTER_TICK + Math.min(LONGEST_NAME, AxisTicks.widest(yTicks))
            : 0;
    double overhang = 0;
    if (xNumbered && !upright()) {
      for (Tick tick : xTicks) {
        overhang = Math.max(overhang, AxisTicks.width(tick) / 2 - tick.place() * plotWidth);
      }
    }
    return Math.max(numbers + label(yLabel), overhang);
  }

  double right() {
    double overhang = 0;
    if (xNumbered && !upright()) {
      for (Tick tick : xTicks) {
        overhang = Math.max(overhang, AxisTicks.width(tick) / 2 - (1 - tick.place()) * plotWidth);
      }
    }
    return overhang;
  }

  double below() {
    double numbers = 0;
    if (xNumbered && !xTicks.isEmpty()) {
      numbers = TICK + AFTER_TICK;
      numbers +=
          upright()
              ? Math.min(LONGEST_NAME, AxisTicks.widest(xTicks))
              : Lettering.TICK.line() - AFTER_TICK;
    }
    return numbers + label(xLabel);
  }

  /** The room of a label. */
  static double label(List<String> lines) {
    return lines.isEmpty() ? 0 : lines.size() * Lettering.LABEL.line() + AROUND_LABEL;
  }

  /** Whether names below the columns of a table must stand upright. */
  boolean upright() {
    return !AxisTicks.apart(xTicks, plotWidth);
  }
}

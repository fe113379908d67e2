package treecast.chart;

import java.util.List;

/**
 * Cell of the grid: a panel with its title, tick labels and axis labels.
 *
 * @param plotWidth length of the x axis
 * @param plotHeight length of the y axis
 * @param lettering font of the titles
 * @param title lines of the title
 * @param xTicks ticks of the x axis
 * @param yTicks ticks of the y axis
 * @param xNumbered whether the ticks have labels here, and not at the panel below
 * @param yNumbered whether the ticks have labels here, and not at the panel to the left
 * @param xLabel lines of the label; empty if all panels share one
 * @param yLabel lines of the label; empty if all panels share one
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
  /** Length of a tick, and the space after it. */
  static final double TICK = 4;

  static final double AFTER_TICK = 4;

  /** Maximum length of a name; longer names are shortened. */
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
        overhang = Math.max(overhang, AxisTicks.width(tick) / 2 - tick.position() * plotWidth);
      }
    }
    return Math.max(numbers + label(yLabel), overhang);
  }

  double right() {
    double overhang = 0;
    if (xNumbered && !upright()) {
      for (Tick tick : xTicks) {
        overhang =
            Math.max(overhang, AxisTicks.width(tick) / 2 - (1 - tick.position()) * plotWidth);
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

  /** Height of a label. */
  static double label(List<String> lines) {
    return lines.isEmpty() ? 0 : lines.size() * Lettering.LABEL.line() + AROUND_LABEL;
  }

  /** Whether the names below the columns have to be vertical. */
  boolean upright() {
    return !AxisTicks.apart(xTicks, plotWidth);
  }
}

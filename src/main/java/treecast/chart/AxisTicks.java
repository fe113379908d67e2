package treecast.chart;

import java.util.List;

/** Ticks of an axis whose labels do not overlap. */
final class AxisTicks {
  /** Minimum distance between labels beside each other. */
  private static final double GAP = 12;

  /** Minimum distance between labels above each other. */
  private static final double RISE = 24;

  private static final double CLOSEST = 14;

  private AxisTicks() {}

  /** Ticks of a horizontal axis. */
  static List<Tick> across(Scale scale, double length) {
    return Ticks.of(scale, ticks -> apart(ticks, length));
  }

  /**
   * Ticks of a vertical axis. Labels are closer on short axes, so that there are at least two
   * unless they would overlap.
   */
  static List<Tick> up(Scale scale, double length) {
    double rise = Math.max(CLOSEST, Math.min(RISE, length / 6));
    return Ticks.of(scale, ticks -> spacing(ticks) * length >= rise);
  }

  /** Whether no two labels overlap. */
  static boolean apart(List<Tick> ticks, double length) {
    for (int i = 1; i < ticks.size(); i++) {
      double widths = width(ticks.get(i - 1)) / 2 + width(ticks.get(i)) / 2;
      if (length * Math.abs(ticks.get(i).position() - ticks.get(i - 1).position()) < widths + GAP) {
        return false;
      }
    }
    return true;
  }

  private static double spacing(List<Tick> ticks) {
    double min = 1;
    for (int i = 1; i < ticks.size(); i++) {
      min = Math.min(min, Math.abs(ticks.get(i).position() - ticks.get(i - 1).position()));
    }
    return min;
  }

  /** Width of the widest label. */
  static double widest(List<Tick> ticks) {
    return ticks.stream().mapToDouble(AxisTicks::width).max().orElse(0);
  }

  static double width(Tick tick) {
    return Lettering.TICK.width(tick.label());
  }
}

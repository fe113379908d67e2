package treecast.chart;

import java.util.List;

/** Which marks of an axis have room for their labels. */
final class AxisTicks {
  /** Between two labels beside each other. */
  private static final double GAP = 12;

  /** From one label to the one above. */
  private static final double RISE = 24;

  private static final double CLOSEST = 14;

  private AxisTicks() {}

  /** Along an axis to the right. */
  static List<Tick> across(Scale scale, double length) {
    return Ticks.of(scale, ticks -> apart(ticks, length));
  }

  /**
   * Along an axis upwards. Labels come closer on short axes, so that there are two wherever they do
   * not touch.
   */
  static List<Tick> up(Scale scale, double length) {
    double rise = Math.max(CLOSEST, Math.min(RISE, length / 6));
    return Ticks.of(scale, ticks -> spacing(ticks) * length >= rise);
  }

  /** Whether no label meets the next one. */
  static boolean apart(List<Tick> ticks, double length) {
    for (int i = 1; i < ticks.size(); i++) {
      double widths = width(ticks.get(i - 1)) / 2 + width(ticks.get(i)) / 2;
      if (length * Math.abs(ticks.get(i).place() - ticks.get(i - 1).place()) < widths + GAP) {
        return false;
      }
    }
    return true;
  }

  private static double spacing(List<Tick> ticks) {
    double min = 1;
    for (int i = 1; i < ticks.size(); i++) {
      min = Math.min(min, Math.abs(ticks.get(i).place() - ticks.get(i - 1).place()));
    }
    return min;
  }

  /** The widest label. */
  static double widest(List<Tick> ticks) {
    return ticks.stream().mapToDouble(AxisTicks::width).max().orElse(0);
  }

  static double width(Tick tick) {
    return Lettering.TICK.width(tick.label());
  }
}

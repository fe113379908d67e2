package treecast.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as reports and claims have them. */
final class Numbers {
  private Numbers() {}

  /** Four significant digits; a dash for what is no number. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e5)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    return String.format(Locale.ROOT, size < 10 ? "%.4f" : size < 1000 ? "%.2f" : "%.0f", value);
  }

  /** Three significant digits and no more than it needs: a setting. */
  static String brief(double value) {
    return BigDecimal.valueOf(value)
        .round(new MathContext(3, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** The mean of some of a row of numbers; not a number where they are not all there. */
  static double mean(double[] values, int from, int count) {
    if (count == 0 || from < 0 || from + count > values.length) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum / count;
  }
}

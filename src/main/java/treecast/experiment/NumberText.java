package treecast.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as text in reports and claims. */
final class NumberText {
  private NumberText() {}

  /** Text with about four significant digits; a dash for NaN. */
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

  /** Text of a setting: at most three significant digits, without trailing zeros. */
  static String brief(double value) {
    return BigDecimal.valueOf(value)
        .round(new MathContext(3, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Mean of a section of an array; NaN if the array does not contain all of it. */
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

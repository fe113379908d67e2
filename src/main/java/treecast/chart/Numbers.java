package treecast.chart;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as an axis writes them: with a real minus sign, and powers of ten raised. */
final class Numbers {
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /** Powers of ten from the first to the last are written out. */
  private static final int FIRST_WRITTEN = -4;

  private static final int LAST_WRITTEN = 6;

  /** From this power of ten on, all numbers of an axis have commas between thousands. */
  private static final int GROUPED = 4;

  private Numbers() {}

  /**
   * {@code multiple * 10^power}, with as many decimals as all of an axis need.
   *
   * @param largest the largest multiple on the axis, which decides how all are written
   */
  static String multiple(long multiple, int power, long largest) {
    int digits = Long.toString(Math.abs(largest)).length();
    if (power >= FIRST_WRITTEN && power + digits - 1 <= LAST_WRITTEN) {
      BigDecimal number = BigDecimal.valueOf(multiple).scaleByPowerOfTen(power);
      return written(number.setScale(Math.max(0, -power)), power + digits - 1 >= GROUPED);
    }
    if (multiple == 0) {
      return "0";
    }
    BigDecimal mantissa = BigDecimal.valueOf(multiple).movePointLeft(digits - 1);
    return signed(mantissa.toPlainString()) + "·10" + raised(power + digits - 1);
  }

  /**
   * {@code number * 10^power}.
   *
   * @param first the smallest power on the axis, which with the last decides how all are written
   */
  static String power(int number, int power, int first, int last) {
    if (first >= FIRST_WRITTEN && last <= LAST_WRITTEN) {
      BigDecimal written = BigDecimal.valueOf(number).scaleByPowerOfTen(power);
      return written(written.setScale(Math.max(0, -power)), last >= GROUPED);
    }
    return (number == 1 ? "" : number + "·") + "10" + raised(power);
  }

  /** A number in a cell: whole if it is, else to three digits. */
  static String cell(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e7;
    return signed(String.format(Locale.ROOT, whole ? "%.0f" : "%.3g", value));
  }

  private static String written(BigDecimal number, boolean grouped) {
    String format = (grouped ? "%,." : "%.") + number.scale() + "f";
    return signed(String.format(Locale.ROOT, format, number));
  }

  private static String signed(String number) {
    return number.replace('-', '−');
  }

  private static String raised(int power) {
    StringBuilder raised = new StringBuilder(power < 0 ? "⁻" : "");
    Integer.toString(Math.abs(power)).chars().forEach(c -> raised.append(RAISED.charAt(c - '0')));
    return raised.toString();
  }
}

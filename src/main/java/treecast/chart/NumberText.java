package treecast.chart;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Numbers as text for axes and cells: with a typographic minus sign, and exponents as superscripts.
 */
final class NumberText {
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /**
   * Smallest power of ten that is written as a decimal number; {@link #LAST_WRITTEN} is the
   * largest.
   */
  private static final int FIRST_WRITTEN = -4;

  private static final int LAST_WRITTEN = 6;

  /** Power of ten from which on all numbers of an axis have commas between thousands. */
  private static final int GROUPED = 4;

  private NumberText() {}

  /**
   * Text of {@code multiple * 10^power}, with the number of decimals that the axis needs.
   *
   * @param largest the largest multiple on the axis, which decides the format of all
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
   * Text of {@code number * 10^power}.
   *
   * @param first the smallest power on the axis
   * @param last the largest power on the axis; both decide the format of all
   */
  static String power(int number, int power, int first, int last) {
    if (first >= FIRST_WRITTEN && last <= LAST_WRITTEN) {
      BigDecimal written = BigDecimal.valueOf(number).scaleByPowerOfTen(power);
      return written(written.setScale(Math.max(0, -power)), last >= GROUPED);
    }
    return (number == 1 ? "" : number + "·") + "10" + raised(power);
  }

  /** Text of a number in a cell: a whole number, or three significant digits. */
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

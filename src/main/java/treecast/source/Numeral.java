package treecast.source;

import java.nio.charset.StandardCharsets;

/** Parser of numbers in text files: decimal, finite, ASCII only. */
public final class Numeral {
  private static final int MOST_DIGITS = 15;
  private static final int NONE = Integer.MIN_VALUE;

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };

  private Numeral() {}

  /** Parses a number to the nearest double; NaN if the text is not a finite number. */
  public static double parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      // Double.parseDouble also accepts NaN, Infinity, hexadecimal digits and the suffixes d and f.
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return Double.NaN;
      }
    }
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Parses a number in ASCII without blanks around it; NaN if there is none. */
  static double parse(byte[] text, int from, int to) {
    double number = parseShort(text, from, to, '.');
    return Double.isNaN(number)
        ? parse(new String(text, from, to - from, StandardCharsets.ISO_8859_1))
        : number;
  }

  /**
   * Parses a short decimal number in ASCII, as most numbers of a file are; NaN if the bytes are
   * something else, which may be a number all the same.
   *
   * <p>With at most 15 digits and a power of ten up to 22, both the digits as a whole number and
   * the power of ten are exact doubles, so that their product or quotient is the nearest double
   * (Clinger 1990).
   *
   * @param point decimal separator
   */
  static double parseShort(byte[] text, int from, int to, char point) {
    int at = from < to && text[from] == '-' ? from + 1 : from;
    long digits = 0;
    int count = 0;
    int pointAt = -1;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
        count++;
      } else if (text[at] == point && pointAt < 0) {
        pointAt = at;
      } else {
        break;
      }
    }
    if (count == 0 || count > MOST_DIGITS) {
      return Double.NaN;
    }
    int power = pointAt < 0 ? 0 : pointAt + 1 - at;
    if (at < to) {
      int exponent = exponent(text, at, to);
      if (exponent == NONE) {
        return Double.NaN;
      }
      power += exponent;
    }
    double number = scaled(digits, power);
    return text[from] == '-' ? -number : number;
  }

  private static double scaled(long digits, int power) {
    if (power == 0) {
      return digits;
    }
    if (Math.abs(power) >= POWERS.length) {
      return Double.NaN;
    }
    return power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
  }

  /** Exponent of at most two digits behind an e, or {@link #NONE}. */
  private static int exponent(byte[] text, int from, int to) {
    int at = from + 1;
    boolean negative = at < to && text[at] == '-';
    if (at < to && (negative || text[at] == '+')) {
      at++;
    }
    if ((text[from] | 0x20) != 'e' || at == to || to - at > 2) {
      return NONE;
    }
    int exponent = 0;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      exponent = 10 * exponent + digit;
    }
    return negative ? -exponent : exponent;
  }

  /** Whether text is a finite number. */
  public static boolean is(String text) {
    return !Double.isNaN(parse(text));
  }
}

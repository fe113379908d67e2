package treecast.source;

/** Parser of numbers in text files: decimal, finite, ASCII only. */
public final class Numeral {
  private static final int MOST_DIGITS = 15;
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
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

  /**
   * Parses a short decimal number without exponent in ASCII, as most numbers of a file are; NaN if
   * the bytes are something else, which may be a number all the same.
   *
   * <p>With at most 15 digits, both the digits as a whole number and the power of ten are exact
   * doubles, so that their quotient is the nearest double (Clinger 1990).
   */
  static double parseShort(byte[] text, int from, int to) {
    int at = from < to && text[from] == '-' ? from + 1 : from;
    long digits = 0;
    int count = 0;
    int behindPoint = -1;
    for (; at < to; at++) {
      int c = text[at];
      if (c >= '0' && c <= '9' && count < MOST_DIGITS) {
        digits = 10 * digits + c - '0';
        count++;
        behindPoint += behindPoint >= 0 ? 1 : 0;
      } else if (c == '.' && behindPoint < 0) {
        behindPoint = 0;
      } else {
        return Double.NaN;
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    double number = behindPoint > 0 ? digits / POWERS[behindPoint] : digits;
    return text[from] == '-' ? -number : number;
  }

  /** Whether text is a finite number. */
  public static boolean is(String text) {
    return !Double.isNaN(parse(text));
  }
}

package treecast.source;

/** Parser of numbers in text files: decimal, finite, ASCII only. */
public final class Numeral {
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

  /** Whether text is a finite number. */
  public static boolean is(String text) {
    return !Double.isNaN(parse(text));
  }
}

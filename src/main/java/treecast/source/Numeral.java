package treecast.source;

/** Numbers as text files have them: decimal, finite, nothing but ASCII. */
public final class Numeral {
  private Numeral() {}

  /** The nearest double to a number; NaN for whatever is not a finite number. */
  public static double parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      // Double.parseDouble also takes NaN, Infinity, hexadecimal digits and a type behind.
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

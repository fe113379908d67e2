package treecast.data;

/** Excerpt of a file's text for a message: one line of at most 40 characters. */
public final class Excerpt {
  private static final int LONGEST = 40;

  private Excerpt() {}

  /** Excerpt in quotes. */
  public static String of(String text) {
    return "'" + plain(text) + "'";
  }

  /** Excerpt without quotes; control characters are escaped. */
  public static String plain(String text) {
    StringBuilder line = new StringBuilder();
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      // These two separators are not control characters, but they end a line.
      boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
      line.append(breaks ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return line.append(end < text.length() ? "..." : "").toString();
  }
}

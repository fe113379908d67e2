package treecast.data;

/** Text from a file as a message quotes it: in one line and not too long. */
public final class Excerpt {
  private static final int LONGEST = 40;

  private Excerpt() {}

  /** In quotes. */
  public static String of(String text) {
    return "'" + plain(text) + "'";
  }

  /** Without quotes. */
  public static String plain(String text) {
    StringBuilder line = new StringBuilder();
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      // Separators of lines and paragraphs are no control characters, but end a line.
      boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
      line.append(breaks ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return line.append(end < text.length() ? "..." : "").toString();
  }
}

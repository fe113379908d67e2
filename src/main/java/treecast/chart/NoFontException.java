package treecast.chart;

/** Java finds no font, so that nothing can be written on a picture. The message is one line. */
public final class NoFontException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoFontException(Throwable cause) {
    super(
        "pictures: expected a font such as DejaVu, and fontconfig; found: " + first(cause), cause);
  }

  /** What began it: the machinery around it says nothing. */
  private static String first(Throwable cause) {
    Throwable first = cause;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage()).replaceAll("\\s+", " ");
  }
}

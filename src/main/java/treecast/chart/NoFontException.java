package treecast.chart;

/** Missing fonts: Java finds none, so charts cannot be drawn. The message is one line. */
public final class NoFontException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoFontException(Throwable cause) {
    super("charts: expected a font such as DejaVu, and fontconfig; found: " + first(cause), cause);
  }

  /** Message of the innermost cause; those of the outer exceptions do not explain the error. */
  private static String first(Throwable cause) {
    Throwable first = cause;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage()).replaceAll("\\s+", " ");
  }
}

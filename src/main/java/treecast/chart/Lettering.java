package treecast.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/** Font and measures of text, in units of the layout. */
record Lettering(Font font) {
  static final Lettering TITLE = of(Font.BOLD, 16);
  static final Lettering PANEL = of(Font.BOLD, 13);
  static final Lettering SMALL_PANEL = of(Font.BOLD, 11);
  static final Lettering LABEL = of(Font.PLAIN, 13);
  static final Lettering TICK = of(Font.PLAIN, 12);
  static final Lettering NOTE = of(Font.PLAIN, 11);
  static final Lettering SMALL = of(Font.PLAIN, 9);

  /** Text is measured by its outlines, so that widths do not depend on the size of the image. */
  private static final FontRenderContext OUTLINES = new FontRenderContext(null, true, true);

  private static Lettering of(int style, int size) {
    return new Lettering(new Font(Font.SANS_SERIF, style, size));
  }

  /** Distance between lines. */
  double line() {
    return 1.3 * font.getSize();
  }

  /** Distance from the middle of a line down to its baseline. */
  double drop() {
    return 0.36 * font.getSize();
  }

  double width(String text) {
    return text.isEmpty() ? 0 : font.getStringBounds(text, OUTLINES).getWidth();
  }

  /** Breaks a text into lines of at most this width; wider words are broken, too. */
  List<String> wrapped(String text, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (width(longer) <= width) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = word;
      while (width(line) > width && line.length() > 1) {
        int fitting = fitting(line, width);
        lines.add(line.substring(0, fitting));
        line = line.substring(fitting);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  /** Text, or its beginning and an ellipsis if it is wider. */
  String shortened(String text, double width) {
    if (width(text) <= width) {
      return text;
    }
    return text.substring(0, fitting(text, width - width("…"))).strip() + "…";
  }

  /** Number of a text's first characters that fit, at least 1. */
  private int fitting(String text, double width) {
    int count = text.length() - 1;
    while (count > 1 && width(text.substring(0, count)) > width) {
      count--;
    }
    return count;
  }
}

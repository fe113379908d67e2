package treecast.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A page as it grows: HTML that is well-formed XML too, so that elements always close. Text and the
 * values of attributes are escaped where they enter, which is here alone.
 */
final class Markup {
  private final StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes name, value, name, value, ...
   */
  Markup open(String element, String... attributes) {
    tag(element, attributes).append('>');
    open.push(element);
    return this;
  }

  /** Ends the element begun last. */
  Markup close() {
    page.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** An element that holds nothing but text. */
  Markup leaf(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** An element that never holds anything, such as an image. */
  Markup empty(String element, String... attributes) {
    tag(element, attributes).append("/>\n");
    return this;
  }

  Markup text(String text) {
    text.codePoints().forEach(this::escaped);
    return this;
  }

  /** A style sheet of our own, which holds nothing that would have to be escaped. */
  Markup style(String sheet) {
    open("style");
    page.append(sheet);
    return close();
  }

  private StringBuilder tag(String element, String... attributes) {
    page.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      page.append(' ').append(attributes[i]).append("=\"");
      text(attributes[i + 1]);
      page.append('"');
    }
    return page;
  }

  private void escaped(int character) {
    switch (character) {
      case '<' -> page.append("&lt;");
      case '>' -> page.append("&gt;");
      case '&' -> page.append("&amp;");
      case '"' -> page.append("&quot;");
      case '\'' -> page.append("&#39;");
      default -> page.appendCodePoint(allowed(character) ? character : '\uFFFD');
    }
  }

  /** Whether XML may hold it: no control characters, no halves of surrogate pairs. */
  private static boolean allowed(int character) {
    return character == '\n'
        || character == '\t'
        || (character >= ' ' && character < 0x7F)
        || (character >= 0xA0 && character < 0xD800)
        || (character >= 0xE000 && character != 0xFFFE && character != 0xFFFF);
  }

  /** The page, once every element is closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements are open: " + open);
    }
    return page.toString();
  }
}

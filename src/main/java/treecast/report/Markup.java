package treecast.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writer of HTML that is also well-formed XML. Text and attribute values are escaped here and
 * nowhere else.
 */
final class Markup {
  private final StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes name, value, name, value, ...
   */
  Markup open(String element, String... attributes) {
    tag(element, attributes).append('>');
    open.push(element);
    return this;
  }

  /** Closes the element opened last. */
  Markup close() {
    page.append("</").append(open.pop()).append(">\n");
    return this;
  }

  /** Adds an element that contains only text. */
  Markup leaf(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** Adds an element without content, such as an image. */
  Markup empty(String element, String... attributes) {
    tag(element, attributes).append("/>\n");
    return this;
  }

  Markup text(String text) {
    text.codePoints().forEach(this::escaped);
    return this;
  }

  /** Adds a style sheet, which must not contain anything that has to be escaped. */
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

  /** Whether a character is allowed in XML: no control characters, no halves of surrogate pairs. */
  private static boolean allowed(int character) {
    return character == '\n'
        || character == '\t'
        || (character >= ' ' && character < 0x7F)
        || (character >= 0xA0 && character < 0xD800)
        || (character >= 0xE000 && character != 0xFFFE && character != 0xFFFF);
  }

  /**
   * Text of the page.
   *
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements are open: " + open);
    }
    return page.toString();
  }
}

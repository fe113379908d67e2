package treecast.source;

import java.util.Arrays;
import treecast.data.DataException;
import treecast.data.Excerpt;

/**
 * Copier of CSV records, byte by byte: without the quotes around fields and the blanks around
 * these.
 */
final class CsvCopier {
  /**
   * Maximum length of a record in bytes. A longer record has an open quote, or the file is not CSV.
   */
  private static final int LONGEST = 1 << 28;

  /** Error in the current record, by what is expected and found. */
  interface Bad {
    DataException of(String expected, String found);
  }

  private final TextInput text;
  private final CsvText dialect;
  private final CsvFields fields;
  private final Bad bad;
  private byte[] bytes = new byte[1 << 12];
  private int length;

  /** Copier that fills fields. */
  CsvCopier(TextInput text, CsvText dialect, CsvFields fields, Bad bad) {
    this.text = text;
    this.dialect = dialect;
    this.fields = fields;
    this.bad = bad;
  }

  /** Reads a line; whether it is a record, and not only blanks. */
  boolean read() {
    length = 0;
    fields.clear();
    if (dialect.isBlank()) {
      skipBlanks();
    }
    boolean quoted = text.peek() == '"';
    boolean more = true;
    while (more) {
      more = field();
    }
    fields.in(bytes, 0, /* gap= */ 0);
    return quoted || !fields.isBlank();
  }

  /** Reads a field and the separator or line end behind it; true if another field follows. */
  private boolean field() {
    int begin = length;
    for (int c = text.peek(); !ends(c); c = text.peek()) {
      if (c == '"') {
        if (!CsvFields.onlyBlanks(bytes, begin, length)) {
          throw bad.of("quotes around a whole field only", "a quote inside a field");
        }
        length = begin;
        quoted();
        break;
      }
      add(text.read());
    }
    fields.add(length);
    if (dialect.isBlank()) {
      boolean between = isBlank(text.peek());
      skipBlanks();
      if (between && !endsLine(text.peek())) {
        return true;
      }
    }
    int c = text.read();
    if (c == '\r' && text.read() != '\n') {
      throw bad.of("a line that ends with LF or CR LF", "CR on its own");
    }
    return !dialect.isBlank() && c == dialect.separator();
  }

  private boolean ends(int c) {
    return endsLine(c) || (dialect.isBlank() ? isBlank(c) : c == dialect.separator());
  }

  private static boolean endsLine(int c) {
    return c == '\n' || c == '\r' || c == TextInput.END;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private void skipBlanks() {
    while (isBlank(text.peek()) && text.peek() != dialect.separator()) {
      text.read();
    }
  }

  private void quoted() {
    text.read();
    while (true) {
      int c = text.read();
      if (c == TextInput.END) {
        throw bad.of("a closing quote", "the end of the file");
      }
      if (c != '"') {
        add(c);
      } else if (text.peek() == '"') {
        add(text.read());
      } else {
        break;
      }
    }
    if (!dialect.isBlank()) {
      skipBlanks();
    }
    if (!ends(text.peek())) {
      String found = Excerpt.of(String.valueOf((char) text.peek()));
      throw bad.of("a separator or the end of the line behind a closing quote", found);
    }
  }

  private void add(int c) {
    if (length == LONGEST) {
      throw bad.of("a row of at most %d bytes".formatted(LONGEST), "more: is a quote left open?");
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) c;
  }
}

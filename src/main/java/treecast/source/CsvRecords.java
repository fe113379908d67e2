package treecast.source;

import java.io.Closeable;
import java.util.Arrays;
import treecast.data.DataException;
import treecast.data.Excerpt;

/**
 * Records of a CSV file (RFC 4180): fields between separators, lines ended by LF or CR LF. A quoted
 * field may contain separators, line ends and doubled quotes; blanks around it do not count. Lines
 * of nothing or blanks and comment lines are skipped. Errors are: a quote inside an unquoted field,
 * text behind a closing quote, a quote that is never closed, and a CR without LF.
 */
final class CsvRecords implements Closeable {
  /**
   * Maximum length of a record in bytes. A longer record has an open quote, or the file is not CSV.
   */
  private static final int LONGEST = 1 << 28;

  private final TextInput text;
  private final CsvText dialect;
  private byte[] bytes = new byte[1 << 12];
  private int length;
  private int[] ends = new int[64];
  private int fields;
  private boolean begun;
  private boolean peeked;

  /** Starts before the first record, behind the lines that are skipped. */
  CsvRecords(TextInput text, CsvText dialect) {
    this.text = text;
    this.dialect = dialect;
    for (int i = 0; i < dialect.skip(); i++) {
      text.readLine(TextInput.END);
    }
  }

  /** Reads the next record, which {@link #next} will return too; false at the end of the file. */
  boolean peek() {
    peeked = peeked || read();
    return peeked;
  }

  /** Reads the next record; false at the end of the file. */
  boolean next() {
    boolean found = peeked || read();
    peeked = false;
    return found;
  }

  private boolean read() {
    while (text.peek() != TextInput.END) {
      text.startLine();
      length = 0;
      fields = 0;
      if (text.peek() == dialect.comment()) {
        text.readLine(TextInput.END);
        continue;
      }
      if (dialect.isBlank()) {
        skipBlanks();
      }
      boolean quoted = text.peek() == '"';
      boolean more = true;
      while (more) {
        more = field();
      }
      if (fields > 1 || !onlyBlanks(0) || quoted) {
        begun = true;
        return true;
      }
    }
    return false;
  }

  /** Number of fields in the current record. */
  int fields() {
    return fields;
  }

  /** Checks the number of fields of the current record. */
  void requireFields(int wanted) {
    if (fields != wanted) {
      boolean comment = length > 0 && "#%;!/*".indexOf(bytes[0]) >= 0;
      throw text.bad(
          wanted + " fields as there are columns",
          fields + (comment ? " (data.csv.comment and data.csv.skip pass over lines)" : ""));
    }
  }

  /**
   * Field of the current record, without quotes.
   *
   * @param i index of the field, from 0
   */
  String field(int i) {
    return text.decode(bytes, i == 0 ? 0 : ends[i - 1], ends[i]);
  }

  /** Number in a field without blanks around it, or NaN if there is none. */
  double number(int i) {
    int from = i == 0 ? 0 : ends[i - 1];
    double number =
        dialect.decimal() == ',' ? Double.NaN : Numeral.parseShort(bytes, from, ends[i]);
    return Double.isNaN(number) ? dialect.number(field(i).strip()) : number;
  }

  TextInput text() {
    return text;
  }

  @Override
  public void close() {
    text.close();
  }

  /** Reads a field and the separator or line end behind it; true if another field follows. */
  private boolean field() {
    int begin = length;
    for (int c = text.peek(); !ends(c); c = text.peek()) {
      if (c == '"') {
        if (!onlyBlanks(begin)) {
          throw bad("quotes around a whole field only", "a quote inside a field");
        }
        length = begin;
        quoted();
        break;
      }
      add(text.read());
    }
    if (fields == ends.length) {
      ends = Arrays.copyOf(ends, 2 * fields);
    }
    ends[fields++] = length;
    if (dialect.isBlank()) {
      boolean between = isBlank(text.peek());
      skipBlanks();
      if (between && !endsLine(text.peek())) {
        return true;
      }
    }
    int c = text.read();
    if (c == '\r' && text.read() != '\n') {
      throw bad("a line that ends with LF or CR LF", "CR on its own");
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

  private boolean onlyBlanks(int from) {
    for (int i = from; i < length; i++) {
      if (!isBlank(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  private void quoted() {
    text.read();
    while (true) {
      int c = text.read();
      if (c == TextInput.END) {
        throw bad("a closing quote", "the end of the file");
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
      throw bad("a separator or the end of the line behind a closing quote", found);
    }
  }

  private void add(int c) {
    if (length == LONGEST) {
      throw bad("a row of at most %d bytes".formatted(LONGEST), "more: is a quote left open?");
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) c;
  }

  /**
   * Error in the current record, which is not counted as a row yet. The first one may be a header.
   */
  private DataException bad(String expected, String found) {
    if (begun) {
      text.countRow();
    }
    return text.bad(expected, found);
  }
}

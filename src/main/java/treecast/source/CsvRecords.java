package treecast.source;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import treecast.data.DataException;

/**
 * Records of a CSV file (RFC 4180): fields between separators, lines ended by LF or CR LF. A quoted
 * field may contain separators, line ends and doubled quotes; blanks around it do not count. Lines
 * of nothing or blanks and comment lines are skipped. Errors are: a quote inside an unquoted field,
 * text behind a closing quote, a quote that is never closed, and a CR without LF.
 */
final class CsvRecords implements Closeable {
  private final TextInput text;
  private final CsvText dialect;
  private final CsvFields fields = new CsvFields();
  private final CsvScanner scanner;
  private final CsvCopier copier;
  private boolean begun;
  private boolean peeked;
  private TextPlace before = TextPlace.BEGINNING;

  /** Starts before the first record, behind the lines that are skipped. */
  CsvRecords(TextInput text, CsvText dialect) {
    this.text = text;
    this.dialect = dialect;
    this.scanner = new CsvScanner(text, dialect.separator(), fields);
    this.copier = new CsvCopier(text, dialect, fields, this::bad);
    for (int i = 0; i < dialect.skip(); i++) {
      text.readLine(TextInput.END);
    }
  }

  /** Reads the next record, which {@link #next} will return too; false at the end of the file. */
  boolean peek() {
    if (!peeked) {
      before = text.place();
      peeked = read();
    }
    return peeked;
  }

  /** Place before the next record. */
  TextPlace place() {
    return peeked ? before : text.place();
  }

  /** Number of bytes before the next record. */
  long offset() {
    return peeked ? before.offset() : text.buffer().offset();
  }

  /** Goes to a place behind the first record. */
  void seek(TextPlace place) {
    text.seek(place);
    peeked = false;
    begun = true;
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
      if (text.peek() == dialect.comment()) {
        text.readLine(TextInput.END);
      } else if (isRecord()) {
        begun = true;
        return true;
      }
    }
    return false;
  }

  /** Reads a line; whether it is a record. */
  private boolean isRecord() {
    boolean scanned = !dialect.isBlank() && scanner.read();
    return scanned ? !fields.isBlank() : copier.read();
  }

  /** Number of fields in the current record. */
  int fields() {
    return fields.count();
  }

  /** Checks the number of fields of the current record. */
  void requireFields(int wanted) {
    if (fields.count() != wanted) {
      boolean any = fields.end(0) > fields.begin(0);
      boolean comment = any && "#%;!/*".indexOf(fields.bytes()[fields.begin(0)]) >= 0;
      throw text.bad(
          wanted + " fields as there are columns",
          fields.count()
              + (comment ? " (data.csv.comment and data.csv.skip pass over lines)" : ""));
    }
  }

  /**
   * Field of the current record, without quotes.
   *
   * @param i index of the field, from 0
   */
  String field(int i) {
    return text.decode(fields.bytes(), fields.begin(i), fields.end(i));
  }

  /** Adds a field without blanks around it to a digest. */
  void addWord(int i, RowDigest digest) {
    byte[] bytes = fields.bytes();
    int from = fields.begin(i);
    int to = fields.end(i);
    while (from < to && Character.isWhitespace(bytes[from])) {
      from++;
    }
    while (from < to && Character.isWhitespace(bytes[to - 1])) {
      to--;
    }
    digest.add(bytes, from, to);
  }

  /**
   * What the word in a field means.
   *
   * @param known words whose meaning is known
   * @param meaning meaning of a word, which may be an error
   */
  <T> T word(int i, ByteWords<T> known, Function<String, T> meaning) {
    T found = known.find(fields.bytes(), fields.begin(i), fields.end(i));
    if (found == null) {
      found = meaning.apply(field(i));
      known.put(fields.bytes(), fields.begin(i), fields.end(i), found);
    }
    return found;
  }

  /** Number in a field without blanks around it, or NaN if there is none. */
  double number(int i) {
    byte[] bytes = fields.bytes();
    int to = fields.end(i);
    double number = Numeral.parseShort(bytes, fields.begin(i), to, dialect.decimal());
    // A decimal comma has digits behind it.
    return Double.isNaN(number) || bytes[to - 1] == ',' ? hardNumber(i) : number;
  }

  private double hardNumber(int i) {
    byte[] bytes = fields.bytes();
    int from = fields.begin(i);
    int to = fields.end(i);
    while (from < to && Character.isWhitespace(bytes[from])) {
      from++;
    }
    while (from < to && Character.isWhitespace(bytes[to - 1])) {
      to--;
    }
    for (int at = from; at < to; at++) {
      if (bytes[at] < 0) {
        return dialect.number(field(i).strip());
      }
    }
    return dialect.number(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  TextInput text() {
    return text;
  }

  @Override
  public void close() {
    text.close();
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

package treecast.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Excerpt;

/**
 * Text file, read byte by byte as UTF-8; a byte order mark at the beginning is skipped. Text in
 * UTF-16, which is recognised by its byte order mark, or in another given encoding is converted.
 * Lines are counted from 1 and rows of data from 0, as in IDX files.
 */
public final class TextInput implements Closeable {
  /** End of the file. */
  public static final int END = -1;

  private final InputFile file;
  private final TextBuffer buffer;
  private final Charset encoding;
  private final TextLine copy = new TextLine();
  private long line = 1;
  private long rowLine = 1;
  private long row = -1;

  private TextInput(InputFile file, InputStream in, Charset encoding) {
    this.file = file;
    this.buffer = new TextBuffer(in, file.path());
    this.encoding = encoding;
  }

  /**
   * Opens a file in UTF-8 or UTF-16.
   *
   * @param what the kind of file, for messages
   * @throws DataException if it cannot be read or is empty
   */
  public static TextInput open(DataFile file, String what) {
    TextInput text = open(file, what, StandardCharsets.UTF_8);
    if (text.peek() == END) {
      text.close();
      throw new DataException(file + ": expected " + what + ", found an empty file");
    }
    return text;
  }

  /**
   * Opens a file, which may be empty.
   *
   * @param what the kind of file, for messages
   * @param encoding its encoding, unless a byte order mark shows another
   * @throws DataException if it cannot be read
   */
  static TextInput open(DataFile file, String what, Charset encoding) {
    InputFile opened = InputFile.open(file, what);
    try {
      return of(opened, encoding);
    } catch (IOException | DataException e) {
      opened.close();
      throw e instanceof IOException io ? InputFile.unreadable(file.path(), io) : (DataException) e;
    }
  }

  /** The same for a file that is open. */
  static TextInput of(InputFile file, Charset encoding) throws IOException {
    Charset found = Utf8Stream.marked(file.in()).orElse(encoding);
    boolean plain = found.equals(StandardCharsets.UTF_8);
    TextInput text =
        new TextInput(file, plain ? file.in() : new Utf8Stream(file.in(), found), found);
    text.buffer.skipMark();
    return text;
  }

  /** Encoding of the file, whose bytes are read in UTF-8. */
  Charset encoding() {
    return encoding;
  }

  /** Whether it can be read from any place: it is stored as it is read. */
  boolean isSeekable() {
    return !file.compressed() && encoding.equals(StandardCharsets.UTF_8);
  }

  /** Place at which it is read, where a line begins. */
  TextPlace place() {
    return new TextPlace(buffer.offset(), row + 1, line);
  }

  /** Goes to a place of a file that is seekable. */
  void seek(TextPlace place) {
    buffer.seek(file, place.offset());
    row = place.row() - 1;
    line = place.line();
    rowLine = line;
  }

  /** Index and line of the row marked last. */
  TextPlace row() {
    return new TextPlace(0, row, rowLine);
  }

  /** Bytes around the place where the file is read. */
  TextBuffer buffer() {
    return buffer;
  }

  /** Reads the next byte, 0 to 255, or {@link #END}. */
  public int read() {
    int next = peek();
    if (next != END) {
      buffer.moveTo(buffer.at() + 1);
      line += next == '\n' ? 1 : 0;
    }
    return next;
  }

  /** The byte that {@link #read} will return next. */
  public int peek() {
    return buffer.fill() ? Byte.toUnsignedInt(buffer.bytes()[buffer.at()]) : END;
  }

  /**
   * Reads a line in the buffer, or the rest of the file.
   *
   * @param to index of the byte behind it
   * @param ended whether it ends with a line feed
   */
  void readTo(int to, boolean ended) {
    buffer.moveTo(to);
    line += ended ? 1 : 0;
  }

  /**
   * Reads and marks the next line, without its line end; empty at the end of the file.
   *
   * @throws DataException if it is not UTF-8, or too long for a line of text
   */
  public Optional<String> line() {
    if (peek() == END) {
      return Optional.empty();
    }
    int length = readLine(END);
    String line = decode(bytes(), 0, length);
    return Optional.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
  }

  /**
   * Reads and marks the next line into {@link #bytes()}, without its line feed.
   *
   * @param comment byte from which on the rest of a line is skipped, or {@link #END}
   * @return number of bytes
   * @throws DataException if they are too many for a line of text
   */
  int readLine(int comment) {
    startLine();
    line += copy.read(buffer) ? 1 : 0;
    if (copy.length() > TextLine.LONGEST) {
      throw bad("a line of at most %d bytes".formatted(TextLine.LONGEST), "more");
    }
    return comment == END ? copy.length() : copy.before(comment);
  }

  /** Bytes of the line that was read last, from the first on. */
  byte[] bytes() {
    return copy.bytes();
  }

  /** Marks the beginning of a line, to which messages refer from now on. */
  public void startLine() {
    rowLine = line;
  }

  /** Counts the marked line as a row of data. */
  public void countRow() {
    row++;
  }

  public Path path() {
    return file.path();
  }

  /** Row and line marked last, for messages. */
  public String position() {
    return row < 0 ? "line " + rowLine : "row %d, line %d".formatted(row, rowLine);
  }

  /** Error in the row marked last. */
  public DataException bad(String expected, String found) {
    return new DataException(
        "%s: %s: expected %s, found %s".formatted(path(), position(), expected, found));
  }

  /**
   * Decodes bytes as UTF-8.
   *
   * @throws DataException if it is not UTF-8
   */
  public String decode(byte[] bytes, int from, int to) {
    try {
      return Utf8Stream.decode(bytes, from, to);
    } catch (CharacterCodingException e) {
      String latin = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
      throw bad("text in UTF-8 (data.csv.encoding)", "other bytes in " + Excerpt.of(latin));
    }
  }

  @Override
  public void close() {
    file.close();
  }
}

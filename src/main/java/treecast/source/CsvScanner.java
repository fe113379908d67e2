package treecast.source;

/**
 * Scanner of CSV records without quotes: their fields stay where they are in the buffer of the
 * file.
 */
final class CsvScanner {
  /** Kinds of bytes between fields. */
  private static final byte SEPARATOR = 1;

  private static final byte LINE_FEED = 2;
  private static final byte CARRIAGE_RETURN = 3;
  private static final byte QUOTE = 4;

  /** A record does not end in the buffer. */
  private static final int ENDLESS = -1;

  /** A record has quotes, or no line end as it should be. */
  private static final int HARD = -2;

  private final TextInput text;
  private final TextBuffer buffer;
  private final CsvFields fields;
  private final byte[] kinds = new byte[256];

  /**
   * Scanner that fills fields.
   *
   * @param separator ASCII character between fields
   */
  CsvScanner(TextInput text, char separator, CsvFields fields) {
    this.text = text;
    this.buffer = text.buffer();
    this.fields = fields;
    kinds[separator] = SEPARATOR;
    kinds['\n'] = LINE_FEED;
    kinds['\r'] = CARRIAGE_RETURN;
    kinds['"'] = QUOTE;
  }

  /** Reads a line if it is a record without quotes; else nothing is read. */
  boolean read() {
    int behind = scan();
    while (behind == ENDLESS) {
      int added = buffer.more();
      if (added < 0) {
        return false;
      }
      behind = scan();
      if (added == 0 && behind == ENDLESS) {
        behind = buffer.end();
        fields.add(behind);
        if (buffer.bytes()[behind - 1] == '\r') {
          return false;
        }
      }
    }
    if (behind == HARD) {
      return false;
    }
    fields.in(buffer.bytes(), buffer.at(), /* gap= */ 1);
    text.readTo(behind, buffer.bytes()[behind - 1] == '\n');
    return true;
  }

  /** Index behind the next record, {@link #ENDLESS} or {@link #HARD}. */
  private int scan() {
    fields.clear();
    byte[] bytes = buffer.bytes();
    int end = buffer.end();
    for (int i = buffer.at(); i < end; i++) {
      byte kind = kinds[bytes[i] & 0xff];
      if (kind == SEPARATOR) {
        fields.add(i);
      } else if (kind == LINE_FEED) {
        fields.add(i);
        return i + 1;
      } else if (kind == CARRIAGE_RETURN) {
        if (i + 1 < end && bytes[i + 1] == '\n') {
          fields.add(i);
          return i + 2;
        }
        return i + 1 < end ? HARD : ENDLESS;
      } else if (kind == QUOTE) {
        return HARD;
      }
    }
    return ENDLESS;
  }
}

package treecast.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import treecast.data.Excerpt;
import treecast.data.LabelCensus;

/**
 * Reader of LIBSVM files, see {@link Libsvm}. Empty lines and lines with only a comment are
 * skipped.
 */
final class LibsvmReader implements SeekingReader {
  /** Most digits of an index that fits 64 bits. */
  private static final int MOST_DIGITS = 18;

  private final TextInput text;
  private final int max;
  private final int first;
  private final RowFilter filter;
  private final ByteWords<String> labels = new ByteWords<>();

  /** Line without its comment, and the token that was read last. */
  private byte[] line = new byte[0];

  private int length;
  private int begin;
  private int end;

  private String label = "";
  private boolean labelled = true;
  private int[] indices = new int[16];
  private double[] values = new double[16];
  private int count;

  /** Reader positioned before the first row. */
  LibsvmReader(TextInput text, Libsvm format) {
    this.text = text;
    this.first = format.firstIndex();
    boolean skips = format.bad().isSkipped();
    this.filter = new RowFilter(text, skips, skips ? this::requireReadable : () -> {});
    this.max =
        format.features() == Libsvm.AUTO
            ? Integer.MAX_VALUE - 2 + first
            : format.features() - 1 + first;
  }

  @Override
  public TextInput text() {
    return text;
  }

  @Override
  public long offset() {
    return text.buffer().offset();
  }

  @Override
  public TextPlace place() {
    return text.place();
  }

  @Override
  public void seek(TextPlace place) {
    text.seek(place);
  }

  @Override
  public boolean next() {
    while (text.peek() != TextInput.END) {
      length = text.readLine('#');
      line = text.bytes();
      end = 0;
      if (nextToken()) {
        text.countRow();
        // A row without a label begins with its first feature.
        labelled = !isFeature();
        label = labelled ? canonical() : "";
        end = labelled ? end : 0;
        count = -1;
        if (filter.isGood()) {
          return true;
        }
      }
    }
    return false;
  }

  private void requireReadable() {
    if (labelled) {
      label();
    }
    parse();
  }

  @Override
  public SkippedRows skipped() {
    return filter.skipped();
  }

  private boolean nextToken() {
    begin = end;
    while (begin < length && isBlank(line[begin])) {
      begin++;
    }
    end = begin;
    while (end < length && !isBlank(line[end])) {
      end++;
    }
    return begin < end;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  /** Whether the token begins with an index and a colon. */
  private boolean isFeature() {
    int at = begin;
    while (at < end && isDigit(line[at])) {
      at++;
    }
    return at > begin && at < end && line[at] == ':';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private String canonical() {
    String known = labels.find(line, begin, end);
    if (known == null) {
      known = LabelCensus.canonical(word(begin));
      labels.put(line, begin, end, known);
    }
    return known;
  }

  /** Rest of the token from an index on. A byte that is not ASCII is refused, whatever it is. */
  private String word(int from) {
    return new String(line, from, end - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean isLabelled() {
    return labelled;
  }

  @Override
  public String label() {
    if (!LabelCensus.isWhole(label)) {
      throw bad("a label that is a whole number", Excerpt.of(label));
    }
    return label;
  }

  @Override
  public int width() {
    parse();
    return count == 0 ? 0 : indices[count - 1] + 1 - first;
  }

  @Override
  public void features(double[] into, int offset) {
    parse();
    for (int i = 0; i < count; i++) {
      into[offset + indices[i] - first] = values[i];
    }
  }

  /** Parses the current row once. Rows that are skipped are not parsed. */
  private void parse() {
    if (count >= 0) {
      return;
    }
    count = 0;
    while (nextToken()) {
      int colon = begin;
      while (colon < end && line[colon] != ':') {
        colon++;
      }
      if (colon == end) {
        throw bad("a feature as index:value", Excerpt.of(word(begin)));
      }
      if (count == indices.length) {
        indices = Arrays.copyOf(indices, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
      }
      indices[count] = index(colon);
      values[count] = Numeral.parse(line, colon + 1, end);
      if (Double.isNaN(values[count])) {
        throw bad("a finite number behind the colon", Excerpt.of(word(begin)));
      }
      count++;
    }
  }

  /** Index in front of the colon. */
  private int index(int colon) {
    long index = 0;
    boolean digits = colon > begin && colon - begin <= MOST_DIGITS;
    for (int i = begin; i < colon && digits; i++) {
      digits = isDigit(line[i]);
      index = 10 * index + line[i] - '0';
    }
    int before = count == 0 ? first - 1 : indices[count - 1];
    if (digits && index > before && index <= max) {
      return (int) index;
    }
    String word = word(begin).substring(0, colon - begin);
    if (!digits) {
      throw bad("an index that is a whole number from " + first, Excerpt.of(word));
    }
    if (index <= before) {
      throw count == 0
          ? bad("an index from 1 (data.libsvm.firstIndex = 0 takes indices from 0)", word)
          : bad("an index above the one before, " + before, word);
    }
    throw bad("an index of at most %d (data.libsvm.features)".formatted(max), word);
  }
}

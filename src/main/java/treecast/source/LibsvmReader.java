package treecast.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import treecast.data.Excerpt;
import treecast.data.LabelCensus;

/**
 * Reader of LIBSVM files, see {@link Libsvm}. Empty lines and lines with only a comment are
 * skipped.
 */
final class LibsvmReader implements RowReader {
  private static final Pattern FEATURE_FIRST = Pattern.compile("[ \\t\\r]*\\d+:");

  private final TextInput text;
  private final int max;
  private final int first;
  private StringTokenizer tokens = new StringTokenizer("");
  private String label = "";
  private boolean labelled = true;
  private int[] indices = new int[16];
  private double[] values = new double[16];
  private int count;

  /** Reader positioned before the first row. */
  LibsvmReader(TextInput text, Libsvm format) {
    this.text = text;
    this.first = format.firstIndex();
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
  public boolean next() {
    while (text.peek() != TextInput.END) {
      String line = readLine();
      tokens = new StringTokenizer(line, " \t\r");
      if (tokens.hasMoreTokens()) {
        text.countRow();
        // A row without a label begins with its first feature.
        labelled = !FEATURE_FIRST.matcher(line).lookingAt();
        label = labelled ? LabelCensus.canonical(tokens.nextToken()) : "";
        count = -1;
        return true;
      }
    }
    return false;
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
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken();
      int colon = token.indexOf(':');
      if (colon < 0) {
        throw bad("a feature as index:value", Excerpt.of(token));
      }
      if (count == indices.length) {
        indices = Arrays.copyOf(indices, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
      }
      indices[count] = index(token.substring(0, colon));
      values[count] = Numeral.parse(token.substring(colon + 1));
      if (Double.isNaN(values[count])) {
        throw bad("a finite number behind the colon", Excerpt.of(token));
      }
      count++;
    }
  }

  private int index(String word) {
    if (!word.matches("\\d{1,18}")) {
      throw bad("an index that is a whole number from " + first, Excerpt.of(word));
    }
    long index = Long.parseLong(word);
    int before = count == 0 ? first - 1 : indices[count - 1];
    if (index <= before) {
      throw count == 0
          ? bad("an index from 1 (data.libsvm.firstIndex = 0 takes indices from 0)", word)
          : bad("an index above the one before, " + before, word);
    }
    if (index > max) {
      throw bad("an index of at most %d (data.libsvm.features)".formatted(max), word);
    }
    return (int) index;
  }

  /** Reads a line without its comment. */
  private String readLine() {
    int length = text.readLine('#');
    // A byte that is not ASCII belongs to no number, and is refused later.
    return new String(text.bytes(), 0, length, StandardCharsets.ISO_8859_1);
  }
}

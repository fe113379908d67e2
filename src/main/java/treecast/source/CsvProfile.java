package treecast.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import treecast.data.DataFile;
import treecast.data.Excerpt;
import treecast.data.LabelCensus;

/**
 * Profile of the columns of the training files: which of them hold numbers, words or missing
 * values. Every row is read once.
 */
final class CsvProfile {
  /** Number of different words up to which they are kept. */
  static final int MOST_WORDS = 10_000;

  private final CsvColumns choice;
  private final List<Column> columns = new ArrayList<>();
  private long rows;

  private CsvProfile(CsvColumns choice, List<String> names) {
    this.choice = choice;
    for (String name : names) {
      columns.add(new Column(name, choice.isCategory(name, columns.size() + 1)));
    }
  }

  /**
   * Reads all rows.
   *
   * @param named whether each file begins with a header
   * @param names names of the columns, as many as there are
   */
  static CsvProfile of(
      List<DataFile> files, CsvText text, CsvColumns choice, boolean named, List<String> names) {
    CsvProfile profile = new CsvProfile(choice, names);
    for (DataFile file : files) {
      TextInput in = TextInput.open(file, "a CSV file", text.charset());
      try (CsvRecords records = new CsvRecords(in, text)) {
        boolean first = true;
        while (records.next()) {
          if (!named || !first) {
            in.countRow();
            profile.add(records);
          }
          first = false;
        }
      }
    }
    return profile;
  }

  List<Column> columns() {
    return columns;
  }

  /** Number of rows. */
  long rows() {
    return rows;
  }

  private void add(CsvRecords records) {
    if (records.fields() != columns.size()) {
      throw records
          .text()
          .bad(columns.size() + " fields as there are columns", String.valueOf(records.fields()));
    }
    for (int i = 0; i < columns.size(); i++) {
      double number = columns.get(i).category ? Double.NaN : records.number(i);
      if (Double.isNaN(number)) {
        columns.get(i).addText(records.field(i).strip(), records.text());
      } else {
        columns.get(i).addNumber(number);
      }
    }
    rows++;
  }

  /** Values of a column. */
  final class Column {
    private final String name;
    private final boolean category;
    private final Set<String> words = new TreeSet<>();
    private final Set<Double> different = new HashSet<>();
    private long numbers;
    private long missing;
    private long texts;
    private long firstProblem = Long.MAX_VALUE;
    private String problem = "";
    private long firstMissing = Long.MAX_VALUE;
    private String missed = "";
    private double before = Double.NaN;
    private boolean running = true;
    private boolean whole = true;

    private Column(String name, boolean category) {
      this.name = name;
      this.category = category;
    }

    private void addNumber(double number) {
      numbers++;
      running &= Double.isNaN(before) || number == before + 1;
      before = number;
      whole &= number == Math.rint(number);
      if (isNameless() && whole) {
        different.add(number);
      }
    }

    private void addText(String field, TextInput text) {
      if (choice.isMissing(field)) {
        if (missing++ == 0) {
          firstMissing = rows;
          missed = text.path() + ": " + text.position() + ": %s, found " + Excerpt.of(field);
        }
        return;
      }
      if (texts++ == 0) {
        firstProblem = rows;
        problem = text.path() + ": " + text.position() + ": %s, found " + Excerpt.of(field);
      }
      if (words.size() <= MOST_WORDS) {
        words.add(LabelCensus.canonical(field));
      }
    }

    String name() {
      return name;
    }

    /** Whether the header has no name for it. */
    boolean isNameless() {
      return name.isEmpty() || name.matches("Unnamed: \\d+");
    }

    boolean isEmpty() {
      return numbers == 0 && texts == 0;
    }

    /** Whether it holds numbers, of which some may be missing. */
    boolean isNumeric() {
      return texts == 0;
    }

    /** Whether it holds words, of which some may be missing. */
    boolean isWords() {
      return numbers == 0;
    }

    /** Words in the order of the alphabet; more than {@link #MOST_WORDS} if there are too many. */
    Set<String> words() {
      return words;
    }

    long present() {
      return numbers + texts;
    }

    /** Whether its numbers count up by one from row to row. */
    boolean countsRows() {
      return running && numbers == rows && rows > 1;
    }

    /** Whether its numbers are whole and differ in every row. */
    boolean identifiesRows() {
      return whole && numbers == rows && different.size() == rows;
    }

    /** Row of the first word, and the message in which {@code %s} is what was expected. */
    Problem firstWord() {
      return new Problem(firstProblem, problem);
    }

    /** Row of the first missing value, and the message in which {@code %s} is what was expected. */
    Problem firstMissing() {
      return new Problem(firstMissing, missed);
    }

    boolean hasMissing() {
      return missing > 0;
    }

    long missing() {
      return missing;
    }
  }

  /**
   * Value that does not fit.
   *
   * @param row index of its row, or {@link Long#MAX_VALUE} if there is none
   */
  record Problem(long row, String message) {}
}

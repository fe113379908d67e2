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

  /** Spread of rounding noise as a part of a column's largest magnitude. */
  private static final double NOISE = 1e-12;

  /** Number of different numbers of a column up to which they are compared. */
  private static final int MOST_NUMBERS = 1 << 20;

  private final CsvColumns choice;
  private final List<Column> columns = new ArrayList<>();
  private long rows;

  private CsvProfile(CsvSelection selection, List<String> names) {
    this.choice = selection.choice();
    for (String name : names) {
      columns.add(new Column(name, selection.isCategory(columns.size())));
    }
  }

  /**
   * Reads all rows.
   *
   * @param named whether each file begins with a header
   * @param names names of the columns, as many as there are
   */
  static CsvProfile of(
      List<DataFile> files,
      CsvText text,
      CsvSelection selection,
      boolean named,
      List<String> names) {
    CsvProfile profile = new CsvProfile(selection, names);
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
    records.requireFields(columns.size());
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
    private long likeNumbers;
    private CsvProblem firstWord;
    private CsvProblem firstMissing;
    private double before = Double.NaN;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private boolean running = true;
    private boolean identifies = true;

    private Column(String name, boolean category) {
      this.name = name;
      this.category = category;
    }

    private void addNumber(double number) {
      numbers++;
      running &= Double.isNaN(before) || number == before + 1;
      before = number;
      least = Math.min(least, number);
      most = Math.max(most, number);
      identifies &= number == Math.rint(number);
      if (identifies && different.size() < MOST_NUMBERS) {
        identifies = different.add(number);
      }
    }

    private void addText(String field, TextInput text) {
      if (choice.isMissing(field)) {
        if (missing++ == 0) {
          firstMissing = problem(field, text);
        }
        return;
      }
      if (texts++ == 0) {
        firstWord = problem(field, text);
      }
      likeNumbers += !category && CsvText.isLikeNumber(field) ? 1 : 0;
      if (words.size() <= MOST_WORDS) {
        words.add(LabelCensus.canonical(field));
      }
    }

    private CsvProblem problem(String field, TextInput text) {
      return new CsvProblem(rows, text.path() + ": " + text.position(), Excerpt.of(field));
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

    /** Whether all its words are numbers to people, if not to this reader. */
    boolean isLikeNumbers() {
      return texts > 0 && likeNumbers == texts;
    }

    /** Words in the order of the alphabet; more than {@link #MOST_WORDS} if there are too many. */
    Set<String> words() {
      return words;
    }

    long present() {
      return numbers + texts;
    }

    /** Whether all its values are the same, up to rounding, and none is missing. */
    boolean isConstant() {
      return missing == 0
          && (numbers == rows
              ? most - least <= NOISE * Math.max(Math.abs(least), Math.abs(most))
              : texts == rows && words.size() == 1);
    }

    /** Whether its numbers are those of rows: 0 or 1 first, or many. */
    boolean isNumbering(int few, int many) {
      return countsRows() && (rows >= many || (rows >= few && (least == 0 || least == 1)));
    }

    /** Whether its numbers count up by one from row to row. */
    boolean countsRows() {
      return running && numbers == rows && rows > 1;
    }

    /** Whether its numbers are whole and differ in every row. */
    boolean identifiesRows() {
      return identifies && numbers == rows;
    }

    /** The first word, if there is one. */
    CsvProblem firstWord() {
      return firstWord;
    }

    /** The first missing value, if there is one. */
    CsvProblem firstMissing() {
      return firstMissing;
    }

    long missing() {
      return missing;
    }
  }
}

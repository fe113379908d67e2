package treecast.source;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Values of a column of a CSV file. */
final class CsvColumnValues implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Number of different words up to which they are kept. */
  static final int MOST_WORDS = 10_000;

  /** Spread of rounding noise as a part of a column's largest magnitude. */
  private static final double NOISE = 1e-12;

  /** Number of different numbers of a column up to which they are compared. */
  private static final int MOST_NUMBERS = 1 << 20;

  private final String name;
  private final boolean category;
  private final Set<String> words = new TreeSet<>();
  private final Set<Double> different = new HashSet<>();
  private long rows;
  private long missing;
  private long texts;
  private long likeNumbers;
  private CsvProblem firstWord;
  private CsvProblem firstMissing;
  private double first;
  private double last = Double.NaN;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private boolean running = true;
  private boolean identifies = true;

  /**
   * Column without values.
   *
   * @param category whether its values are words, although they may be numbers
   */
  CsvColumnValues(String name, boolean category) {
    this.name = name;
    this.category = category;
  }

  boolean isCategory() {
    return category;
  }

  /**
   * Adds a number to those that may be numbers of rows.
   *
   * @return whether they may still be
   */
  boolean add(double number) {
    if (Double.isNaN(last)) {
      first = number;
    } else {
      running &= number == last + 1;
    }
    last = number;
    identify(number);
    return running || identifies;
  }

  private void identify(double number) {
    identifies &= number == Math.rint(number);
    if (identifies && different.size() < MOST_NUMBERS) {
      identifies = different.add(number);
    }
    if (!identifies) {
      different.clear();
    }
  }

  /** Adds a missing value. */
  void addMissing(CsvProblem problem) {
    if (missing++ == 0) {
      firstMissing = problem;
    }
  }

  /** Adds a word that is no missing value. */
  void addWord(CsvWord word, CsvProblem problem) {
    if (texts++ == 0) {
      firstWord = problem;
    }
    likeNumbers += !category && word.likeNumber() ? 1 : 0;
    if (words.size() <= MOST_WORDS) {
      words.add(word.canonical());
    }
  }

  /** Ends a block of rows. */
  void end(long rows, double least, double most) {
    this.rows = rows;
    this.least = least;
    this.most = most;
  }

  /** Adds the values of rows behind these. */
  void join(CsvColumnValues next) {
    running &= next.running && (numbers() == 0 || next.numbers() == 0 || next.first == last + 1);
    identifies &= next.identifies;
    next.different.stream().takeWhile(number -> identifies).forEach(this::identify);
    last = next.numbers() > 0 ? next.last : last;
    firstWord = texts > 0 ? firstWord : next.firstWord;
    firstMissing = missing > 0 ? firstMissing : next.firstMissing;
    rows += next.rows;
    missing += next.missing;
    texts += next.texts;
    likeNumbers += next.likeNumbers;
    least = Math.min(least, next.least);
    most = Math.max(most, next.most);
    next.words.stream().takeWhile(word -> words.size() <= MOST_WORDS).forEach(words::add);
  }

  String name() {
    return name;
  }

  long rows() {
    return rows;
  }

  /** Whether the header has no name for it. */
  boolean isNameless() {
    return name.isEmpty() || name.matches("Unnamed: \\d+");
  }

  boolean isEmpty() {
    return missing == rows;
  }

  private long numbers() {
    return rows - missing - texts;
  }

  /** Number of words that are no missing values. */
  long texts() {
    return texts;
  }

  /** Whether it holds numbers, of which some may be missing. */
  boolean isNumeric() {
    return texts == 0;
  }

  /** Whether it holds words, of which some may be missing. */
  boolean isWords() {
    return numbers() == 0;
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
    return rows - missing;
  }

  /** Whether all its values are the same, up to rounding, and none is missing. */
  boolean isConstant() {
    return missing == 0
        && (texts == 0
            ? most - least <= NOISE * Math.max(Math.abs(least), Math.abs(most))
            : texts == rows && words.size() == 1);
  }

  /** Whether its numbers are those of rows: 0 or 1 first, or many. */
  boolean isNumbering(int few, int many) {
    return countsRows() && (rows >= many || (rows >= few && (least == 0 || least == 1)));
  }

  /** Whether its numbers count up by one from row to row. */
  boolean countsRows() {
    return running && numbers() == rows && rows > 1;
  }

  /** Whether its numbers are whole and differ in every row. */
  boolean identifiesRows() {
    return identifies && numbers() == rows;
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

package treecast.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import treecast.data.Excerpt;
import treecast.data.MissingValues;
import treecast.data.Moments;
import treecast.data.TableColumns;

/**
 * Profile of the columns of a block of rows: which of them hold numbers, words or missing values,
 * and the moments of what would be their features.
 */
final class CsvProfile implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Most different words whose moments are collected without the plan's saying so. */
  private static final int MOST_WORDS = CsvColumnChoice.MOST_CATEGORIES;

  private final CsvColumns choice;
  private final List<CsvColumnValues> columns = new ArrayList<>();
  private final transient List<ByteWords<CsvWord>> known = new ArrayList<>();
  private final WordMoments[] words;
  private final Moments moments;
  private final transient double[] numbers;
  private final transient double[] filled;
  private final transient double[] least;
  private final transient double[] most;

  /** Whether the numbers of a column may be those of rows. */
  private final transient boolean[] counting;

  private long rows;

  /**
   * Profile without rows.
   *
   * @param names names of the columns, as many as there are
   */
  CsvProfile(CsvSelection selection, List<String> names) {
    this.choice = selection.choice();
    for (String name : names) {
      columns.add(new CsvColumnValues(name, selection.isCategory(columns.size())));
      known.add(new ByteWords<>());
    }
    int count = names.size();
    words = new WordMoments[count];
    moments = new Moments(count);
    numbers = new double[count];
    filled = new double[count];
    least = new double[count];
    most = new double[count];
    counting = new boolean[count];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    Arrays.fill(counting, true);
  }

  List<CsvColumnValues> columns() {
    return columns;
  }

  /** Number of rows. */
  long rows() {
    return rows;
  }

  /**
   * Adds a record.
   *
   * @param places index of each column's field
   * @param row index of its row
   * @param fitted whether its moments are collected
   * @param digest to which the fields are added
   */
  void add(CsvRecords records, int[] places, long row, boolean fitted, RowDigest digest) {
    boolean all = true;
    for (int i = 0; i < places.length; i++) {
      double number = records.number(places[i]);
      numbers[i] = number;
      if (Double.isNaN(number) || columns.get(i).isCategory()) {
        all = false;
      } else {
        least[i] = number < least[i] ? number : least[i];
        most[i] = number > most[i] ? number : most[i];
        counting[i] = counting[i] && columns.get(i).add(number);
      }
    }
    digest.add(records, numbers, places);
    if (all) {
      addMoments(fitted, numbers);
    } else {
      addWords(records, places, row, fitted);
    }
    rows++;
  }

  private void addMoments(boolean fitted, double[] row) {
    if (fitted) {
      moments.add(row, 0);
    }
  }

  /** Adds the fields of a record that are no numbers. */
  private void addWords(CsvRecords records, int[] places, long row, boolean fitted) {
    System.arraycopy(numbers, 0, filled, 0, numbers.length);
    for (int i = 0; i < places.length; i++) {
      CsvColumnValues column = columns.get(i);
      if (Double.isNaN(numbers[i]) || column.isCategory()) {
        CsvWord word = records.word(places[i], known.get(i), field -> CsvWord.of(field, choice));
        filled[i] = filling(word);
        boolean first = word.missing() ? column.firstMissing() == null : column.firstWord() == null;
        CsvProblem problem = first ? problem(records, places[i], row) : null;
        if (word.missing()) {
          column.addMissing(problem);
        } else {
          column.addWord(word, problem);
        }
        if (fitted) {
          addWord(i, word);
        }
      }
    }
    addMoments(fitted, filled);
  }

  private double filling(CsvWord word) {
    boolean fills = word.missing() && choice.missing().method() == MissingValues.Method.VALUE;
    return fills ? choice.missing().value() : Double.NaN;
  }

  private void addWord(int column, CsvWord word) {
    WordMoments of = words[column];
    of = of == null ? new WordMoments() : of;
    int most = columns.get(column).isCategory() ? CsvColumnValues.MOST_WORDS : MOST_WORDS;
    if (of.words() <= most) {
      of.add(word.canonical());
    }
    words[column] = of;
  }

  private static CsvProblem problem(CsvRecords records, int place, long row) {
    TextInput text = records.text();
    return new CsvProblem(
        row, text.path() + ": " + text.position(), Excerpt.of(records.field(place).strip()));
  }

  /** Ends the block. */
  void end() {
    known.clear();
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).end(rows, least[i], most[i]);
      boolean useful = columns.get(i).isWords();
      if (words[i] != null && useful) {
        words[i].end();
      }
      words[i] = useful ? words[i] : null;
    }
  }

  /** Adds the columns of rows behind these; moments stay those of the block. */
  void join(CsvProfile next) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).join(next.columns.get(i));
    }
    rows += next.rows;
  }

  /**
   * Moments of the features of a table in this block.
   *
   * @param features number of features
   * @param fitted number of rows whose moments were collected
   */
  Moments moments(List<TableColumns.Column> table, int features, long fitted) {
    Moments all = new Moments(features);
    int at = 0;
    for (TableColumns.Column column : table) {
      int index = column.number() - 1;
      if (column.isNumeric()) {
        all.copy(at, moments, index);
      }
      for (int k = 0; k < column.categories().size(); k++) {
        if (words[index] == null) {
          all.addZeros(at + k, fitted);
        } else {
          words[index].copy(column.categories().get(k), all, at + k);
        }
      }
      at += column.width();
    }
    return all;
  }
}

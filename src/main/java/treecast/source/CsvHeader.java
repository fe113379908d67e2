package treecast.source;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import treecast.data.DataException;

/**
 * Decision whether the first record of CSV files is a header.
 *
 * @param train first records of the training file
 * @param test first records of the test file; empty if there is none
 */
record CsvHeader(List<List<String>> train, List<List<String>> test, Csv csv, CsvText text) {
  /** Fewest columns whose names may be running numbers. */
  private static final int RUNNING = 5;

  /**
   * Decides by several records of both files: names stand above numbers, or both files begin with
   * the same record, or it holds values that no other record has.
   *
   * @throws DataException if it is not clear
   */
  boolean decide(CsvSample sample) {
    if (csv.header() != Csv.Header.AUTO) {
      return csv.header() == Csv.Header.TRUE;
    }
    List<String> first = train.get(0);
    boolean anyNumber = first.stream().anyMatch(this::isNumber);
    if (csv.rules() == Csv.FIRST_RULES) {
      return !anyNumber;
    }
    boolean same = !test.isEmpty() && test.get(0).equals(first);
    if (namesAboveNumbers(first)) {
      if (!anyNumber || isRunning(first)) {
        return true;
      }
      throw unclear(sample, "numbers and words where other rows have numbers only");
    }
    if (anyNumber) {
      if (!first.stream().allMatch(this::isNumber) || first.size() < RUNNING || !isRunning(first)) {
        return false;
      }
      if (same) {
        return true;
      }
      throw unclear(sample, "the numbers " + first.get(0) + ", " + first.get(1) + ", ...");
    }
    // Words above words.
    if (isDistinct(first) && (same || isNew(first))) {
      return true;
    }
    if (!isDistinct(first) || recurs(first)) {
      return false;
    }
    throw unclear(sample, "words above words");
  }

  private static DataException unclear(CsvSample sample, String found) {
    return new DataException(
        "%s: line 1: expected a header or a row of data, found %s (data.csv.header = true or false says which; data.csv.skip passes over lines)"
            .formatted(sample.path(), found));
  }

  private boolean isNumber(String field) {
    return !Double.isNaN(text.number(field));
  }

  private boolean isMissing(String field) {
    return csv.choice().isMissing(field);
  }

  private static boolean isDistinct(List<String> names) {
    HashSet<String> seen = new HashSet<>();
    return names.stream().allMatch(name -> name.isEmpty() || seen.add(name));
  }

  /** Whether a column has a word in the first record and numbers in all others. */
  private boolean namesAboveNumbers(List<String> first) {
    return IntStream.range(0, first.size())
        .anyMatch(
            i ->
                !isNumber(first.get(i))
                    && !first.get(i).isEmpty()
                    && rest(i).stream().anyMatch(this::isNumber)
                    && rest(i).stream().allMatch(f -> isNumber(f) || isMissing(f)));
  }

  /** Fields of a column below the first record. */
  private List<String> rest(int column) {
    return train.stream().skip(1).filter(r -> column < r.size()).map(r -> r.get(column)).toList();
  }

  /** Whether the numbers of a record count up by one, as column names without a meaning do. */
  private boolean isRunning(List<String> names) {
    double before = Double.NaN;
    for (String name : names) {
      double number = text.number(name);
      if (!Double.isNaN(number) && !Double.isNaN(before) && number != before + 1) {
        return false;
      }
      before = Double.isNaN(number) ? before : number;
    }
    return true;
  }

  /** Whether no column repeats a name of the first record, although its words repeat. */
  private boolean isNew(List<String> first) {
    return train.size() > 2
        && IntStream.range(0, first.size()).noneMatch(i -> rest(i).contains(first.get(i)))
        && IntStream.range(0, first.size())
            .allMatch(i -> new HashSet<>(rest(i)).size() < rest(i).size());
  }

  private boolean recurs(List<String> first) {
    return IntStream.range(0, first.size()).anyMatch(i -> rest(i).contains(first.get(i)));
  }
}

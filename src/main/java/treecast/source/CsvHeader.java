package treecast.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import treecast.data.DataException;

/**
 * Decision whether the first record of CSV files is a header.
 *
 * @param train first records of the training file
 * @param test first records of the test file; empty if there is none
 */
record CsvHeader(List<List<String>> train, List<List<String>> test, Csv csv, CsvText text) {
  /** Fewest running numbers that are names of columns without further evidence. */
  private static final int RUNNING = 5;

  /** Largest chance with which words above words may be a row of data, and still are a header. */
  private static final double CHANCE = 5e-4;

  /** The same if the other file begins with these words too. */
  private static final double CHANCE_OF_BOTH = 0.2;

  /** Chance from which on new words are as usual in a row of data. */
  private static final double LIKELY = 0.5;

  /** Fewest words below a number by which it is a name. */
  private static final int WORDS = 3;

  /**
   * Decides by several records of both files: words stand above numbers, or running numbers above
   * other values, or both files begin with the same words, or no other record has these words
   * although words recur.
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
    if (columns(first, this::isOtherKind) > 0) {
      if (columns(first, this::recurs) == 0 && (!anyNumber || isRunning(first))) {
        return true;
      }
      throw unclear(sample, "numbers and words where other rows have either");
    }
    if (first.stream().allMatch(this::isNumber)) {
      return isNumbered(sample, first);
    }
    return anyNumber ? isRunningAboveData(sample, first) : isAboveWords(sample, first);
  }

  private static DataException unclear(CsvSample sample, String found) {
    return new DataException(
        "%s: line 1: expected a header or a row of data, found %s (data.csv.header = true or false says which; data.csv.skip passes over lines)"
            .formatted(sample.path(), found));
  }

  /** Numbers above whatever: a header if they count the columns and both files begin so. */
  private boolean isNumbered(CsvSample sample, List<String> first) {
    boolean counts = first.size() >= 3 && text.number(first.get(0)) == 0;
    if (!isRunning(first) || !(first.size() >= RUNNING || counts)) {
      return false;
    }
    if (!test.isEmpty() && test.get(0).equals(first)) {
      return true;
    }
    throw unclear(sample, "the numbers " + first.get(0) + ", " + first.get(1) + ", ...");
  }

  /** Numbers above numbers, and words above words. */
  private boolean isRunningAboveData(CsvSample sample, List<String> first) {
    if (!isRunning(first) || columns(first, this::recurs) > 0 || chance(first) >= LIKELY) {
      return false;
    }
    if (isCommon(first) || first.stream().filter(this::isNumber).count() >= RUNNING) {
      return true;
    }
    throw unclear(sample, "the numbers of columns and words");
  }

  private boolean isAboveWords(CsvSample sample, List<String> first) {
    boolean distinct = new HashSet<>(first).size() == first.size();
    long recurring = columns(first, this::recurs);
    double chance = chance(first);
    if (recurring == 0 && distinct && chance < (isCommon(first) ? CHANCE_OF_BOTH : CHANCE)) {
      return true;
    }
    if (recurring > 0 && chance >= CHANCE) {
      return false;
    }
    throw unclear(sample, "words above words");
  }

  /** Chance that a row of data has the words of the first record that no other row has. */
  private double chance(List<String> first) {
    return IntStream.range(0, first.size())
        .filter(i -> !isNumber(first.get(i)) && !recurs(first, i))
        .mapToDouble(this::chanceOfNewWord)
        .reduce(1, (a, b) -> a * b);
  }

  /**
   * Chance that a row of data has a word in a column that no other row has, by the number of words
   * that one row alone has (Good 1953).
   */
  private double chanceOfNewWord(int column) {
    Map<String, Integer> counts = new HashMap<>();
    List<String> rest = rest(column);
    rest.forEach(word -> counts.merge(word, 1, Integer::sum));
    long single = counts.values().stream().filter(count -> count == 1).count();
    return (single + 1.0) / (rest.size() + 1.0);
  }

  private boolean isNumber(String field) {
    return !Double.isNaN(text.number(field));
  }

  private boolean isWord(String field) {
    return !isNumber(field) && !csv.choice().isMissing(field);
  }

  /** Property of a column and its field in the first record. */
  private interface Property {
    boolean of(List<String> first, int column);
  }

  private static long columns(List<String> first, Property property) {
    return IntStream.range(0, first.size()).filter(i -> property.of(first, i)).count();
  }

  /** Whether the first record has a word above numbers only, or a number above words only. */
  private boolean isOtherKind(List<String> first, int column) {
    List<String> present =
        rest(column).stream().filter(field -> !csv.choice().isMissing(field)).toList();
    String name = first.get(column);
    return !present.isEmpty()
        && (isWord(name)
            ? present.stream().allMatch(this::isNumber)
            : present.size() >= WORDS
                && isNumber(name)
                && present.stream().noneMatch(this::isNumber));
  }

  /** Whether another record has a word of the first in the same column. */
  private boolean recurs(List<String> first, int column) {
    return isWord(first.get(column)) && rest(column).contains(first.get(column));
  }

  /** Fields of a column below the first record. */
  private List<String> rest(int column) {
    return train.stream().skip(1).filter(r -> column < r.size()).map(r -> r.get(column)).toList();
  }

  /**
   * Whether the numbers count up by one, or there is one that is about the number of its column.
   */
  private boolean isRunning(List<String> names) {
    int[] places = IntStream.range(0, names.size()).filter(i -> isNumber(names.get(i))).toArray();
    if (places.length == 1) {
      return Math.abs(text.number(names.get(places[0])) - places[0]) <= 1;
    }
    return places.length > 1
        && IntStream.range(1, places.length)
            .allMatch(
                k ->
                    text.number(names.get(places[k])) == text.number(names.get(places[k - 1])) + 1);
  }

  /** Whether the test file begins with the same words, up to one, in any order. */
  private boolean isCommon(List<String> first) {
    if (test.isEmpty()) {
      return false;
    }
    List<String> others = new ArrayList<>(test.get(0));
    long common = first.stream().filter(others::remove).count();
    return common >= 2 && first.size() - common <= 1 && others.size() <= 1;
  }
}

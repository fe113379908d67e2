package treecast.source;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.GlobPattern;
import treecast.data.MissingValues;

/**
 * Choice of a CSV file's columns, and how their values are read.
 *
 * @param columns names, numbers or globs of the columns that are features; with a minus sign in
 *     front, of those that are left out; empty for all
 * @param missing treatment of missing values
 * @param missingWords words that stand for a missing value, in lower case, besides nothing
 * @param categories names, numbers or globs of the columns whose values are categories, although
 *     they may be numbers
 */
record CsvColumns(
    List<String> columns, MissingValues missing, Set<String> missingWords, List<String> categories)
    implements Serializable {
  /** Words that stand for a missing value by default. */
  static final List<String> MISSING_WORDS = List.of("NA", "N/A", "NaN", "null", "None", "?");

  /** All columns, and no value may be missing. */
  static final CsvColumns ALL =
      new CsvColumns(List.of(), MissingValues.REFUSED, words(MISSING_WORDS), List.of());

  private static final String MINUS = "-";

  /** Words as they are compared. */
  static Set<String> words(List<String> words) {
    return words.stream()
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The same choice, in which a missing value is an error. */
  CsvColumns refusingMissing() {
    return new CsvColumns(columns, MissingValues.REFUSED, missingWords, categories);
  }

  /** Whether a field without blanks around it stands for a missing value. */
  boolean isMissing(String field) {
    return field.isEmpty()
        || (field.length() < 16 && missingWords.contains(field.toLowerCase(Locale.ROOT)));
  }

  /**
   * Whether a column is a feature by the plan.
   *
   * @param name its name, which may be empty
   * @param number its number from 1
   */
  boolean uses(String name, int number) {
    List<String> wanted = columns.stream().filter(word -> !word.startsWith(MINUS)).toList();
    return (wanted.isEmpty() || isIn(wanted, name, number))
        && !isIn(
            columns.stream()
                .filter(word -> word.startsWith(MINUS))
                .map(word -> word.substring(1))
                .toList(),
            name,
            number);
  }

  /** Whether the plan itself says whether a column is used. */
  boolean isSaid(String name, int number) {
    return columns.stream()
        .anyMatch(
            word -> isIn(List.of(word.startsWith(MINUS) ? word.substring(1) : word), name, number));
  }

  /** Whether a column's values are categories by the plan. */
  boolean isCategory(String name, int number) {
    return isIn(categories, name, number);
  }

  private static boolean isIn(List<String> words, String name, int number) {
    return words.stream().anyMatch(word -> isOf(word, name, number));
  }

  /** Whether a word of the plan means a column. */
  static boolean isOf(String word, String name, int number) {
    return word.equals(name)
        || word.equals(String.valueOf(number))
        || (word.contains("*") && new GlobPattern(word).matches(name));
  }
}

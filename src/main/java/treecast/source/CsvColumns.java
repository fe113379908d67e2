package treecast.source;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
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
    List<String> columns, MissingValues missing, List<String> missingWords, List<String> categories)
    implements Serializable {
  /** Words that stand for a missing value by default. */
  static final List<String> MISSING_WORDS = List.of("NA", "N/A", "NaN", "null", "None", "?");

  /** All columns, and no value may be missing. */
  static final CsvColumns ALL =
      new CsvColumns(List.of(), MissingValues.REFUSED, words(MISSING_WORDS), List.of());

  public CsvColumns {
    columns = List.copyOf(columns);
    missingWords = List.copyOf(missingWords);
    categories = List.copyOf(categories);
  }

  /** Words as they are compared. */
  static List<String> words(List<String> words) {
    return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).sorted().distinct().toList();
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
}

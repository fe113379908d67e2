package treecast.source;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.GlobPattern;
import treecast.data.DataException;
import treecast.data.Excerpt;

/**
 * Selection of a file's columns by the plan. A word of the plan means the column of that name, else
 * the one with that number, else those whose names match it as a glob.
 *
 * @param used indices from 0 of the columns that are features by the plan; empty for all
 * @param leftOut indices of the columns that are left out
 * @param categories indices of the columns whose values are categories
 */
@SuppressWarnings("serial") // serialisable sets, which the interface does not say
record CsvSelection(
    CsvColumns choice, Set<Integer> used, Set<Integer> leftOut, Set<Integer> categories)
    implements Serializable {
  private static final String MINUS = "-";

  /**
   * Finds the columns that the plan means.
   *
   * @param names names of all columns; empty ones if there is no header
   * @param where the file and its first line, for messages
   * @throws DataException if a word means no column
   */
  static CsvSelection of(CsvColumns choice, List<String> names, String where) {
    Set<Integer> used = new TreeSet<>();
    Set<Integer> leftOut = new TreeSet<>();
    for (String word : choice.columns()) {
      boolean minus = word.startsWith(MINUS) && !names.contains(word);
      (minus ? leftOut : used)
          .addAll(meant(minus ? word.substring(1) : word, names, where, "data.csv.columns"));
    }
    Set<Integer> categories = new TreeSet<>();
    for (String word : choice.categories()) {
      categories.addAll(meant(word, names, where, "data.csv.categories"));
    }
    return new CsvSelection(choice, used, leftOut, categories);
  }

  private static List<Integer> meant(String word, List<String> names, String where, String key) {
    int number = Csv.number(word).orElse(0);
    List<Integer> meant =
        !names.contains(word) && number >= 1 && number <= names.size()
            ? List.of(number - 1)
            : IntStream.range(0, names.size())
                .filter(i -> isOf(word, names.get(i)))
                .boxed()
                .toList();
    if (meant.isEmpty()) {
      boolean named = names.stream().anyMatch(name -> !name.isEmpty());
      throw new DataException(
          "%s: expected a column called %s (%s), found %s"
              .formatted(
                  where,
                  Excerpt.of(word),
                  key,
                  named
                      ? "the columns " + Excerpt.plain(String.join(", ", names))
                      : names.size() + " columns without names"));
    }
    return meant;
  }

  private static boolean isOf(String word, String name) {
    return word.equals(name) || (word.contains("*") && new GlobPattern(word).matches(name));
  }

  /** Whether the plan lets a column be a feature. */
  boolean uses(int index) {
    return (used.isEmpty() || used.contains(index)) && !leftOut.contains(index);
  }

  /** Whether the plan itself says whether a column is used. */
  boolean isSaid(int index) {
    return used.contains(index) || leftOut.contains(index);
  }

  /** Whether a column's values are categories by the plan. */
  boolean isCategory(int index) {
    return categories.contains(index);
  }

  /** Whether the plan says nothing. */
  boolean isEmpty() {
    return used.isEmpty() && leftOut.isEmpty() && categories.isEmpty();
  }
}

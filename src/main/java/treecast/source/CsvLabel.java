package treecast.source;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import treecast.data.DataException;
import treecast.data.Excerpt;
import treecast.data.LabelCensus;

/**
 * Decision which column of a CSV file holds the labels.
 *
 * @param rows first rows of the training file
 * @param names names of the columns
 * @param named whether they are those of a header
 */
record CsvLabel(List<List<String>> rows, List<String> names, boolean named, Csv csv, CsvText text) {
  /** Number of rows up to which all labels may be different. */
  private static final int FEW = 10;

  /** Number of different values above which a column is taken for a label only if it is named. */
  private static final int MOST = 256;

  /** Number of rows for each different whole number that shows that they are classes. */
  private static final int OFTEN = 5;

  private static final String LABEL = "label";
  private static final List<String> USUAL =
      List.of("class", "target", "species", "labels", "category", "outcome", "y");

  /**
   * Decided label column.
   *
   * @param index index of the column, from 0
   * @param why how it was found, for people
   */
  record Found(int index, String why) {}

  /**
   * Finds the column.
   *
   * @param where the file and its first line, for messages
   * @throws DataException if the plan's column is not there, or if none can be the label
   */
  Found find(String where) {
    String wanted = csv.label();
    if (!wanted.equals(Csv.AUTO_LABEL)) {
      return byPlan(where, wanted);
    }
    if (csv.rules() == Csv.FIRST_RULES) {
      int exact = one(where, LABEL::equals);
      return exact >= 0 ? new Found(exact, "by its name") : new Found(names.size() - 1, "the last");
    }
    int exact = one(where, LABEL::equals);
    int named = exact >= 0 ? exact : one(where, name -> name.equalsIgnoreCase(LABEL));
    if (named >= 0) {
      return new Found(named, "by its name");
    }
    for (String usual : USUAL) {
      int found = one(where, name -> name.equalsIgnoreCase(usual));
      if (found >= 0 && Values.of(this, found).different() > 0) {
        return new Found(found, "by its name (data.csv.label names another)");
      }
    }
    return byPlace(where);
  }

  private Found byPlace(String where) {
    Values last = Values.of(this, last());
    Values first = Values.of(this, 0);
    if (last.isClear() || (last.different() == 1 && rows.size() <= FEW)) {
      return new Found(last(), "the last column (data.csv.label names another)");
    }
    if (first.isClear() && last.different() > 1) {
      throw new DataException(
          "%s: expected labels in the last column, found %d different values there and %d in the first column (data.csv.label = %d or 1 says which are the labels)"
              .formatted(where, last.different(), first.different(), last() + 1));
    }
    if (first.isClear()) {
      return new Found(
          0, "the first column, as the last has no classes (data.csv.label names another)");
    }
    if (last.different() > 0) {
      return new Found(last(), "the last column (data.csv.label names another)");
    }
    throw new DataException(
        "%s: expected labels, which are words or whole numbers that occur more than once, in the last or the first column, found %s and %s (data.csv.label names the column; real numbers are no classes)"
            .formatted(where, some(last()), some(0)));
  }

  private String some(int column) {
    return rows.isEmpty() || column >= rows.get(0).size()
        ? "none"
        : Excerpt.of(rows.get(rows.size() - 1).get(column));
  }

  /** Index of the last column that has any value. */
  private int last() {
    return IntStream.iterate(names.size() - 1, i -> i > 0, i -> i - 1)
        .filter(i -> present(i).findAny().isPresent())
        .findFirst()
        .orElse(0);
  }

  private Stream<String> present(int column) {
    return rows.stream()
        .filter(row -> column < row.size() && !csv.choice().isMissing(row.get(column)))
        .map(row -> row.get(column));
  }

  private Found byPlan(String where, String wanted) {
    int found = one(where, wanted::equals);
    if (found >= 0) {
      return new Found(found, "data.csv.label");
    }
    int index = Csv.number(wanted).orElse(0) - 1;
    if (index >= 0 && index < names.size()) {
      return new Found(index, "data.csv.label");
    }
    throw new DataException(
        "%s: expected a column called %s (data.csv.label), found %s"
            .formatted(
                where,
                Excerpt.of(wanted),
                named
                    ? "the columns " + Excerpt.plain(String.join(", ", names))
                    : names.size() + " columns without names"));
  }

  /** Index of the one column whose name is wanted, or -1. */
  private int one(String where, Predicate<String> wanted) {
    int[] found =
        IntStream.range(0, named ? names.size() : 0)
            .filter(i -> wanted.test(names.get(i)))
            .toArray();
    if (found.length > 1) {
      throw new DataException(
          "%s: expected one column called %s, found %d of that name"
              .formatted(where, Excerpt.of(names.get(found[0])), found.length));
    }
    return found.length == 0 ? -1 : found[0];
  }

  /**
   * Values of a column as labels.
   *
   * @param different number of different values if they can be classes: words or whole numbers, of
   *     which some occur more than once; else 0
   * @param isClear whether they are hardly something else: several that occur often
   */
  private record Values(int different, boolean isClear) {
    private static final Values NONE = new Values(0, false);

    static Values of(CsvLabel file, int column) {
      List<String> labels = file.present(column).map(LabelCensus::canonical).toList();
      Set<String> different = new HashSet<>(labels);
      boolean decimals =
          different.stream()
              .anyMatch(
                  label ->
                      !LabelCensus.isWhole(label)
                          && (CsvText.isLikeNumber(label)
                              || !Double.isNaN(file.text.number(label))));
      boolean few = labels.size() <= FEW;
      int count = different.size();
      if (decimals || count > MOST || !(count < labels.size() || few)) {
        return NONE;
      }
      boolean whole = different.stream().allMatch(LabelCensus::isWhole);
      boolean often =
          2 * count <= labels.size()
              && (!whole || OFTEN * count <= labels.size() || isNumbered(different));
      return new Values(count, count > 1 && (few || often));
    }

    /** Whether classes are numbered from 0 or 1 with few gaps. */
    private static boolean isNumbered(Set<String> labels) {
      long min = labels.stream().mapToLong(Long::parseLong).min().orElse(0);
      long max = labels.stream().mapToLong(Long::parseLong).max().orElse(0);
      return min >= -1 && min <= 1 && max - min <= 2L * labels.size();
    }
  }
}

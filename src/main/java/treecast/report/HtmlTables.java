package treecast.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import treecast.score.Confusion;

/** HTML of tables. */
final class HtmlTables {
  /**
   * Pattern of a number: digits, optionally grouped, with a fraction, an exponent or a unit; or a
   * dash for a missing number.
   */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?\\d[\\d,]*(\\.\\d+)?([eE][-+]?\\d+)?([ \\u00a0]?(%|ms|s))?|–|");

  /** Number of shades for the frequency of misclassifications. */
  private static final int SHADES = 5;

  private final Markup page;

  HtmlTables(Markup page) {
    this.page = page;
  }

  /** Adds a table; columns of numbers are aligned to the right. */
  void add(Block.Table table) {
    List<String> alignments =
        IntStream.range(0, table.header().size())
            .mapToObj(j -> isNumeric(table, j) ? "number" : "words")
            .toList();
    begin(table.caption());
    page.open("tr");
    for (int j = 0; j < alignments.size(); j++) {
      page.leaf("th", table.header().get(j), "scope", "col", "class", alignments.get(j));
    }
    page.close().close().open("tbody");
    for (List<String> row : table.rows()) {
      page.open("tr").leaf("th", row.get(0), "scope", "row", "class", alignments.get(0));
      for (int j = 1; j < alignments.size(); j++) {
        page.leaf("td", row.get(j), "class", alignments.get(j));
      }
      page.close();
    }
    page.close().close().close();
  }

  private static boolean isNumeric(Block.Table table, int column) {
    return table.rows().stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }

  /**
   * Adds a confusion matrix: the diagonal is marked, and misclassifications are shaded by their
   * frequency.
   */
  void add(Block.ConfusionMatrix matrix) {
    List<String> classes = matrix.classes();
    begin(matrix.caption());
    page.open("tr").leaf("th", "actual", "scope", "col", "rowspan", "2");
    page.leaf("th", "predicted", "scope", "colgroup", "colspan", String.valueOf(classes.size()));
    page.close().open("tr");
    classes.forEach(name -> page.leaf("th", name, "scope", "col", "class", "number"));
    page.close().close().open("tbody");
    long max = mostFrequent(matrix.confusion());
    for (int actual = 0; actual < classes.size(); actual++) {
      page.open("tr").leaf("th", classes.get(actual), "scope", "row");
      for (int guess = 0; guess < classes.size(); guess++) {
        long count = matrix.confusion().counts()[actual][guess];
        String shade = actual == guess ? "right" : shade(count, max);
        page.leaf("td", TextFormat.number(count), "class", "number " + shade);
      }
      page.close();
    }
    page.close().close().close();
  }

  private static String shade(long count, long max) {
    return count == 0
        ? "none"
        : "wrong" + (int) Math.ceil(SHADES * Math.sqrt((double) count / max));
  }

  /** Count of the most frequent misclassification. */
  private static long mostFrequent(Confusion confusion) {
    return ConfusionBlocks.mistakes(confusion).stream()
        .mapToLong(ConfusionBlocks.ClassPair::count)
        .max()
        .orElse(0);
  }

  private void begin(String caption) {
    page.open("div", HtmlBlocks.scrolling(caption)).open("table");
    page.leaf("caption", caption).open("thead");
  }
}

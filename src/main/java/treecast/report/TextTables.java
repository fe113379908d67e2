package treecast.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import treecast.data.Excerpt;

/**
 * Tables as plain text for a terminal. The first column is aligned to the left, all others, which
 * are numbers, to the right. Cells are escaped as messages are, so that no name from a file can
 * move the cursor.
 */
public final class TextTables {
  private static final String BETWEEN = "  ";

  private TextTables() {}

  /** Lines of a table, its caption and header first. */
  public static List<String> of(Block.Table table) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(plain(table.header()));
    table.rows().forEach(row -> rows.add(plain(row)));
    int[] widths =
        IntStream.range(0, table.header().size())
            .map(j -> rows.stream().mapToInt(row -> row.get(j).length()).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>(List.of(table.caption()));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private static List<String> plain(List<String> cells) {
    return cells.stream().map(Excerpt::plain).toList();
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int j = 0; j < widths.length; j++) {
      String padding = " ".repeat(widths[j] - cells.get(j).length());
      line.append(BETWEEN).append(j == 0 ? cells.get(j) + padding : padding + cells.get(j));
    }
    return line.toString().stripTrailing();
  }
}

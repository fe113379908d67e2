package treecast.chart;

import java.util.List;

/**
 * A picture as data: panels, laid out row by row, and one legend for all of them.
 *
 * @param title what it shows
 * @param alternative the same in words, for those who do not see it
 * @param note what it was made from: data set and seed
 * @param columns panels in a row
 * @param panels one or more
 */
public record Chart(
    String title, String alternative, String note, int columns, List<Panel> panels) {
  /**
   * Checks the layout.
   *
   * @throws IllegalArgumentException if there is no panel or no column
   */
  public Chart {
    if (columns < 1 || panels.isEmpty()) {
      throw new IllegalArgumentException(
          "expected panels in a column or more, found %d in %d".formatted(panels.size(), columns));
    }
    panels = List.copyOf(panels);
  }
}

package treecast.chart;

import java.util.List;

/**
 * Chart, as data: panels, laid out row by row, and one legend for all of them.
 *
 * @param title the title
 * @param alternative text for readers who do not see the chart
 * @param note data set and seed
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
          "expected 1 or more panels in 1 or more columns, found %d in %d"
              .formatted(panels.size(), columns));
    }
    panels = List.copyOf(panels);
  }
}

package treecast.chart;

import java.util.List;

/**
 * Panel: a pair of axes and the series drawn between them.
 *
 * @param title text above the panel; may be empty
 * @param series the series, drawn in this order
 */
public record Panel(String title, Axis x, Axis y, List<Series> series) {
  public Panel {
    series = List.copyOf(series);
  }
}

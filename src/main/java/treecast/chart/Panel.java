package treecast.chart;

import java.util.List;

/**
 * One pair of axes and what is drawn between them.
 *
 * @param title what stands above it; may be empty
 * @param series what is drawn, the first below the others
 */
public record Panel(String title, Axis x, Axis y, List<Series> series) {
  public Panel {
    series = List.copyOf(series);
  }
}

package treecast.chart;

import java.util.Comparator;

/**
 * Series of a panel: line, points, bars or contours. Series with the same name share colour, marker
 * and legend entry in all panels. A series with an empty name has no legend entry.
 *
 * <p>Values that are not finite are left out, and a line is interrupted there.
 */
public sealed interface Series {
  /**
   * Order of the names in the legend: points last, because they mark something on the other series;
   * otherwise the order in which the series appear.
   */
  Comparator<Series> IN_ORDER_OF_NAMES = Comparator.comparing(series -> series instanceof Points);

  /** Name in the legend; may be empty. */
  String name();

  /**
   * Line series: a curve.
   *
   * @param x x values in the order of the curve
   * @param markers approximate number of points with a marker; 0 for a line without markers
   */
  record Line(String name, double[] x, double[] y, int markers) implements Series {
    public Line {
      expectAsMany(x.length, y.length);
    }
  }

  /** Points without lines between them. */
  record Points(String name, double[] x, double[] y) implements Series {
    public Points {
      expectAsMany(x.length, y.length);
    }
  }

  /**
   * Points whose colour shows a value, with one colour scale for all of them beside the panels. The
   * name is written along the colour scale, not in the legend.
   *
   * @param values one for each point
   */
  record ColouredPoints(String name, double[] x, double[] y, double[] values) implements Series {
    public ColouredPoints {
      expectAsMany(x.length, y.length);
      expectAsMany(x.length, values.length);
    }
  }

  /**
   * Histogram.
   *
   * @param from lower edge of the first bin
   * @param to upper edge of the last bin; all bins have the same width
   * @param counts height of each bin
   */
  record Bars(String name, double from, double to, double[] counts) implements Series {}

  /**
   * Contour lines of a surface.
   *
   * @param x coordinates of the columns of {@code heights}, ascending
   * @param y coordinates of the rows of {@code heights}, ascending
   * @param levels the heights of the contour lines
   */
  record Contours(String name, double[] x, double[] y, double[][] heights, double[] levels)
      implements Series {
    public Contours {
      expectTable(heights, y.length, x.length);
    }
  }

  private static void expectTable(double[][] table, int rows, int columns) {
    expectAsMany(rows, table.length);
    for (double[] row : table) {
      expectAsMany(columns, row.length);
    }
  }

  private static void expectAsMany(int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          "expected arrays of the same length, %d, found %d".formatted(expected, found));
    }
  }
}

package treecast.chart;

import java.util.Comparator;

/**
 * Something drawn in a panel. Series of one name are the same thing wherever they stand: they share
 * colour, marker and line of the legend. A name that is empty has no line there.
 *
 * <p>Values that are no finite numbers are left out, and a line is broken there.
 */
public sealed interface Series {
  /**
   * Names come in the order in which they appear, but those of points last: points mark something
   * on what the others show, and in the first panel they may stand alone.
   */
  Comparator<Series> IN_ORDER_OF_NAMES = Comparator.comparing(series -> series instanceof Points);

  /** What the legend calls it; may be empty. */
  String name();

  /**
   * A curve.
   *
   * @param x ascending, or in whatever order the curve passes
   * @param markers about how many points carry a marker; 0 for a bare line
   */
  record Line(String name, double[] x, double[] y, int markers) implements Series {
    public Line {
      expectAsMany(x.length, y.length);
    }
  }

  /** Points that nothing joins. */
  record Points(String name, double[] x, double[] y) implements Series {
    public Points {
      expectAsMany(x.length, y.length);
    }
  }

  /**
   * Points whose colour is a value, with one scale for all of them beside the picture. The name
   * stands along the scale, and not in the legend.
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
   * A histogram.
   *
   * @param from where the first bin begins
   * @param to where the last ends; all are equally wide
   * @param counts height of each bin
   */
  record Bars(String name, double from, double to, double[] counts) implements Series {}

  /**
   * Lines of equal height of a surface.
   *
   * @param x ascending, where the columns of {@code heights} stand
   * @param y ascending, where its rows stand
   * @param levels the heights drawn
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
          "expected as many numbers as places, %d, found %d".formatted(expected, found));
    }
  }
}

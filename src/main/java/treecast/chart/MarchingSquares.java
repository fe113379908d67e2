package treecast.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Marching squares: contour lines on a grid. Each square of four grid points is treated separately:
 * the line crosses its sides where the level lies between two neighbouring corners, by linear
 * interpolation. If it crosses all four sides (a saddle), the mean of the corners decides which
 * sides are connected. Squares with a corner that is not finite have no line.
 */
final class MarchingSquares {
  /** Line segment inside one square. */
  record Segment(double x1, double y1, double x2, double y2) {}

  private record Point(double x, double y) {}

  private final double[] x;
  private final double[] y;
  private final double[][] heights;

  private MarchingSquares(double[] x, double[] y, double[][] heights) {
    this.x = x;
    this.y = y;
    this.heights = heights;
  }

  /**
   * Segments of the contour line of one level.
   *
   * @param x coordinates of the columns of {@code heights}
   * @param y coordinates of the rows of {@code heights}
   */
  static List<Segment> line(double[] x, double[] y, double[][] heights, double level) {
    MarchingSquares squares = new MarchingSquares(x, y, heights);
    List<Segment> line = new ArrayList<>();
    for (int row = 0; row + 1 < y.length; row++) {
      for (int column = 0; column + 1 < x.length; column++) {
        squares.cross(row, column, level, line);
      }
    }
    return line;
  }

  /** Adds the segments inside one square, whose corners are ordered around it. */
  private void cross(int row, int column, double level, List<Segment> line) {
    int[] rows = {row, row, row + 1, row + 1};
    int[] columns = {column, column + 1, column + 1, column};
    List<Point> crossings = new ArrayList<>();
    double sum = 0;
    for (int side = 0; side < 4; side++) {
      double here = heights[rows[side]][columns[side]] - level;
      int next = (side + 1) % 4;
      double there = heights[rows[next]][columns[next]] - level;
      sum += here;
      if ((here < 0) != (there < 0)) {
        double share = here / (here - there);
        crossings.add(
            new Point(
                between(x[columns[side]], x[columns[next]], share),
                between(y[rows[side]], y[rows[next]], share)));
      }
    }
    if (!Double.isFinite(sum)) {
      return;
    }
    // In a saddle, the lines cut off either this corner and its opposite, or the other two.
    boolean cutsFirst = (heights[row][column] - level < 0) != (sum < 0);
    int first = crossings.size() == 4 && cutsFirst ? 3 : 0;
    for (int k = 0; k < crossings.size(); k += 2) {
      Point a = crossings.get((first + k) % crossings.size());
      Point b = crossings.get((first + k + 1) % crossings.size());
      line.add(new Segment(a.x(), a.y(), b.x(), b.y()));
    }
  }

  private static double between(double a, double b, double share) {
    return a + share * (b - a);
  }
}

package treecast.chart;

import java.awt.geom.Path2D;

/**
 * Thinned path of a curve, without points that would not be visible. Of the consecutive points in
 * one narrow column, only the first, the lowest, the highest and the last remain, so no extreme is
 * lost.
 */
final class ThinnedPath {
  /** Number of columns per unit of the layout: a column is narrower than a dot in print. */
  private static final double COLUMNS = 4;

  private final Path2D.Double path = new Path2D.Double();
  private boolean broken = true;
  private double column = Double.NaN;
  private double x;
  private double first;
  private double lowest;
  private double highest;
  private double last;

  private ThinnedPath() {}

  /** Path of the curve on the canvas, interrupted at values that cannot be drawn. */
  static Path2D of(double[] xs, double[] ys, Frame frame) {
    ThinnedPath thinned = new ThinnedPath();
    for (int i = 0; i < xs.length; i++) {
      thinned.add(frame.x(xs[i]), frame.y(ys[i]));
    }
    thinned.finishColumn();
    return thinned.path;
  }

  private void add(double across, double down) {
    if (!Double.isFinite(across) || !Double.isFinite(down)) {
      finishColumn();
      broken = true;
      return;
    }
    if (Math.floor(across * COLUMNS) != column) {
      finishColumn();
      column = Math.floor(across * COLUMNS);
      x = across;
      first = down;
      lowest = down;
      highest = down;
    }
    lowest = Math.min(lowest, down);
    highest = Math.max(highest, down);
    last = down;
  }

  private void finishColumn() {
    if (Double.isNaN(column)) {
      return;
    }
    if (broken) {
      path.moveTo(x, first);
      broken = false;
    } else {
      path.lineTo(x, first);
    }
    for (double next : new double[] {lowest, highest, last}) {
      if (next != path.getCurrentPoint().getY()) {
        path.lineTo(x, next);
      }
    }
    column = Double.NaN;
  }
}

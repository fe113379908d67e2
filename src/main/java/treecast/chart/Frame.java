package treecast.chart;

import java.awt.geom.Rectangle2D;

/** Where the axes of a panel stand on the canvas, and the values between them. */
record Frame(double left, double top, double width, double height, Scale x, Scale y) {
  /** Beyond the frame by more than this many times its size, it does not matter where. */
  private static final double FAR = 20;

  /** Across the canvas; NaN for what cannot stand on the axis. */
  double x(double value) {
    return left + width * near(x.place(value));
  }

  /** Down the canvas; NaN for what cannot stand on the axis. */
  double y(double value) {
    return top + height * (1 - near(y.place(value)));
  }

  private static double near(double place) {
    return Double.isNaN(place) ? place : Math.max(-FAR, Math.min(FAR, place));
  }

  Rectangle2D area() {
    return new Rectangle2D.Double(left, top, width, height);
  }

  /** Whether a point stands between the axes. */
  boolean holds(double xValue, double yValue) {
    double slack = 1e-9;
    double across = x.place(xValue);
    double up = y.place(yValue);
    return across >= -slack && across <= 1 + slack && up >= -slack && up <= 1 + slack;
  }

  /** Why none of these points shows: in words, empty if one does. */
  String absence(double[] xs, double[] ys) {
    boolean placed = false;
    for (int i = 0; i < xs.length; i++) {
      if (holds(xs[i], ys[i])) {
        return "";
      }
      placed |= !Double.isNaN(x.place(xs[i])) && !Double.isNaN(y.place(ys[i]));
    }
    if (placed) {
      return "all values outside the axes";
    }
    return x.logarithmic() || y.logarithmic() ? "no positive values" : "no finite values";
  }
}

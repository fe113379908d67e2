package treecast.chart;

import java.awt.geom.Rectangle2D;

/** Frame of a panel: its rectangle on the canvas, and the scales of its axes. */
record Frame(double left, double top, double width, double height, Scale x, Scale y) {
  /** Coordinates are limited to this multiple of the frame's size. */
  private static final double FAR = 20;

  /** Horizontal position of a value on the canvas; NaN if the axis cannot show it. */
  double x(double value) {
    return left + width * near(x.position(value));
  }

  /** Vertical position of a value on the canvas, downwards; NaN if the axis cannot show it. */
  double y(double value) {
    return top + height * (1 - near(y.position(value)));
  }

  private static double near(double position) {
    return Double.isNaN(position) ? position : Math.max(-FAR, Math.min(FAR, position));
  }

  Rectangle2D area() {
    return new Rectangle2D.Double(left, top, width, height);
  }

  /** Whether a point lies inside the frame. */
  boolean holds(double xValue, double yValue) {
    double slack = 1e-9;
    double across = x.position(xValue);
    double up = y.position(yValue);
    return across >= -slack && across <= 1 + slack && up >= -slack && up <= 1 + slack;
  }

  /** Reason why none of these points is visible; empty if one is. */
  String absence(double[] xs, double[] ys) {
    boolean placed = false;
    for (int i = 0; i < xs.length; i++) {
      if (holds(xs[i], ys[i])) {
        return "";
      }
      placed |= !Double.isNaN(x.position(xs[i])) && !Double.isNaN(y.position(ys[i]));
    }
    if (placed) {
      return "all values outside the axes";
    }
    return x.logarithmic() || y.logarithmic() ? "no positive values" : "no finite values";
  }
}

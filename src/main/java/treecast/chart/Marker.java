package treecast.chart;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Marker shapes of points. */
enum Marker {
  DISC,
  SQUARE,
  TRIANGLE,
  DIAMOND,
  POINTER,
  RING,
  CROSS,
  PLUS,
  BOX;

  /** Shape around a point, to be filled. */
  Shape at(double x, double y, double radius) {
    return switch (this) {
      case DISC -> disc(x, y, radius);
      case RING -> stroked(disc(x, y, radius), radius);
      case BOX -> stroked(polygon(x, y, radius, -1, -1, 1, -1, 1, 1, -1, 1), radius);
      case CROSS -> strokes(x, y, radius, 1, 1);
      case PLUS -> strokes(x, y, radius, 1.3, 0);
      case SQUARE -> polygon(x, y, radius, -1, -1, 1, -1, 1, 1, -1, 1);
      case TRIANGLE -> polygon(x, y, radius, -1.15, 0.9, 0, -1.2, 1.15, 0.9);
      case POINTER -> polygon(x, y, radius, -1.15, -0.9, 0, 1.2, 1.15, -0.9);
      case DIAMOND -> polygon(x, y, radius, -1.3, 0, 0, -1.3, 1.3, 0, 0, 1.3);
    };
  }

  private static Shape disc(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  /** Two strokes through the middle: one to (a, b), the other perpendicular. */
  private static Shape strokes(double x, double y, double radius, double a, double b) {
    Path2D path = new Path2D.Double();
    path.moveTo(x - a * radius, y - b * radius);
    path.lineTo(x + a * radius, y + b * radius);
    path.moveTo(x + b * radius, y - a * radius);
    path.lineTo(x - b * radius, y + a * radius);
    return stroked(path, radius);
  }

  private static Shape stroked(Shape shape, double radius) {
    return new BasicStroke((float) (radius / 2)).createStrokedShape(shape);
  }

  private static Shape polygon(double x, double y, double radius, double... corners) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners.length; i += 2) {
      double across = x + corners[i] * radius;
      double down = y + corners[i + 1] * radius;
      if (i == 0) {
        path.moveTo(across, down);
      } else {
        path.lineTo(across, down);
      }
    }
    path.closePath();
    return path;
  }
}

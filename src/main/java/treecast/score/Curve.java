package treecast.score;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Curve of points, for pictures: those of a long curve that are too near to the one before to be
 * seen are left out.
 *
 * @param x ascending
 * @param y as many values
 */
public record Curve(double[] x, double[] y) implements Serializable {
  /** Distance from which on two points are told apart. */
  private static final double VISIBLE = 1.0 / 500;

  /** Collects the points of a curve, in their order. */
  static final class Points {
    private double[] x = new double[64];
    private double[] y = new double[64];
    private int count;

    /** Adds a point, unless it is too near to the last one. */
    void add(double atX, double atY) {
      if (count > 0
          && Math.abs(atX - x[count - 1]) < VISIBLE
          && Math.abs(atY - y[count - 1]) < VISIBLE) {
        return;
      }
      always(atX, atY);
    }

    /** Adds a point that has to be there, such as the last one. */
    void always(double atX, double atY) {
      if (count == x.length) {
        x = Arrays.copyOf(x, 2 * count);
        y = Arrays.copyOf(y, 2 * count);
      }
      x[count] = atX;
      y[count++] = atY;
    }

    Curve curve() {
      return new Curve(Arrays.copyOf(x, count), Arrays.copyOf(y, count));
    }
  }
}

package treecast.nn;

import treecast.linalg.Matrix;

/** Sums over the rows of a matrix, column by column, rows in ascending order. */
final class Columns {
  private Columns() {}

  /** sums (1 x columns) += the sum of the rows of x. */
  static void addSums(Matrix x, Matrix sums) {
    double[] from = x.values();
    double[] to = sums.values();
    for (int i = 0; i < x.rows(); i++) {
      int row = x.row(i);
      for (int j = 0; j < x.columns(); j++) {
        to[sums.offset() + j] += from[row + j];
      }
    }
  }

  /** sums (1 x columns) += the sum of the rows of x * y, element by element. */
  static void addProducts(Matrix x, Matrix y, Matrix sums) {
    double[] left = x.values();
    double[] right = y.values();
    double[] to = sums.values();
    for (int i = 0; i < x.rows(); i++) {
      int xi = x.row(i);
      int yi = y.row(i);
      for (int j = 0; j < x.columns(); j++) {
        to[sums.offset() + j] = Math.fma(left[xi + j], right[yi + j], to[sums.offset() + j]);
      }
    }
  }

  /** sums += the sum of the rows of (x - mean)², element by element. */
  static void addSquares(Matrix x, double[] mean, double[] sums) {
    double[] from = x.values();
    for (int i = 0; i < x.rows(); i++) {
      int row = x.row(i);
      for (int j = 0; j < x.columns(); j++) {
        double centred = from[row + j] - mean[j];
        sums[j] = Math.fma(centred, centred, sums[j]);
      }
    }
  }
}

package treecast.linalg;

/** Element-wise operations in plain Java: the reference for every other implementation. */
final class PlainElements implements Elements {
  static final PlainElements INSTANCE = new PlainElements();

  private static final double[] SCALED = new double[256];

  static {
    for (int pixel = 0; pixel < SCALED.length; pixel++) {
      SCALED[pixel] = pixel / 255f;
    }
  }

  private PlainElements() {}

  @Override
  public void scale(byte[] pixels, int from, FlatArray to, int at, int count) {
    double[] scaled = to.doubles();
    for (int j = 0; j < count; j++) {
      scaled[at + j] = SCALED[Byte.toUnsignedInt(pixels[from + j])];
    }
  }

  @Override
  public void rectify(Matrix x, Matrix y) {
    rectify(x, y, 0);
  }

  /** ReLU from an element on; the vector implementation computes its last elements with it. */
  static void rectify(Matrix x, Matrix y, int start) {
    double[] from = x.values();
    double[] to = y.values();
    for (int i = start; i < y.size(); i++) {
      to[y.offset() + i] = Math.max(from[x.offset() + i], 0);
    }
  }

  @Override
  public void rectifyGradient(Matrix y, Matrix d) {
    rectifyGradient(y, d, 0);
  }

  static void rectifyGradient(Matrix y, Matrix d, int start) {
    double[] on = y.values();
    double[] to = d.values();
    for (int i = start; i < d.size(); i++) {
      if (!(on[y.offset() + i] > 0)) {
        to[d.offset() + i] = 0;
      }
    }
  }

  @Override
  public void multiply(Matrix x, Matrix factor, Matrix y) {
    multiply(x, factor, y, 0);
  }

  static void multiply(Matrix x, Matrix factor, Matrix y, int start) {
    double[] left = x.values();
    double[] right = factor.values();
    double[] to = y.values();
    for (int i = start; i < y.size(); i++) {
      to[y.offset() + i] = left[x.offset() + i] * right[factor.offset() + i];
    }
  }

  @Override
  public void addSums(Matrix x, Matrix sums) {
    addSums(x, sums, 0);
  }

  static void addSums(Matrix x, Matrix sums, int column) {
    double[] from = x.values();
    double[] to = sums.values();
    for (int i = 0; i < x.rows(); i++) {
      int row = x.row(i);
      for (int j = column; j < x.columns(); j++) {
        to[sums.offset() + j] += from[row + j];
      }
    }
  }

  @Override
  public void addSquares(Matrix x, FlatArray mean, FlatArray sums) {
    addSquares(x, mean, sums, 0);
  }

  static void addSquares(Matrix x, FlatArray mean, FlatArray sums, int column) {
    double[] from = x.values();
    double[] centre = mean.doubles();
    double[] to = sums.doubles();
    for (int i = 0; i < x.rows(); i++) {
      int row = x.row(i);
      for (int j = column; j < x.columns(); j++) {
        double centred = from[row + j] - centre[j];
        to[j] = Math.fma(centred, centred, to[j]);
      }
    }
  }

  @Override
  public void addProducts(Matrix x, Matrix y, FlatArray sums) {
    addProducts(x, y, sums, 0);
  }

  static void addProducts(Matrix x, Matrix y, FlatArray sums, int column) {
    double[] left = x.values();
    double[] right = y.values();
    double[] to = sums.doubles();
    for (int i = 0; i < x.rows(); i++) {
      int xi = x.row(i);
      int yi = y.row(i);
      for (int j = column; j < x.columns(); j++) {
        to[j] = Math.fma(left[xi + j], right[yi + j], to[j]);
      }
    }
  }

  @Override
  public void standardise(
      Matrix x, FlatArray mean, FlatArray inverse, Matrix gammaBeta, Matrix normal, Matrix y) {
    standardise(x, mean, inverse, gammaBeta, normal, y, 0);
  }

  static void standardise(
      Matrix x,
      FlatArray mean,
      FlatArray inverse,
      Matrix gammaBeta,
      Matrix normal,
      Matrix y,
      int column) {
    double[] from = x.values();
    double[] centre = mean.doubles();
    double[] factor = inverse.doubles();
    double[] w = gammaBeta.values();
    double[] standards = normal.values();
    double[] to = y.values();
    int gamma = gammaBeta.offset();
    int beta = gamma + x.columns();
    for (int i = 0; i < x.rows(); i++) {
      for (int j = column; j < x.columns(); j++) {
        double standard = (from[x.row(i) + j] - centre[j]) * factor[j];
        standards[normal.row(i) + j] = standard;
        to[y.row(i) + j] = Math.fma(w[gamma + j], standard, w[beta + j]);
      }
    }
  }

  @Override
  public void shiftAndScale(Matrix x, Matrix mean, FlatArray factor, Matrix beta, Matrix y) {
    shiftAndScale(x, mean, factor, beta, y, 0);
  }

  static void shiftAndScale(
      Matrix x, Matrix mean, FlatArray factor, Matrix beta, Matrix y, int column) {
    double[] from = x.values();
    double[] centre = mean.values();
    double[] slope = factor.doubles();
    double[] shift = beta.values();
    double[] to = y.values();
    for (int i = 0; i < x.rows(); i++) {
      for (int j = column; j < x.columns(); j++) {
        double centred = from[x.row(i) + j] - centre[mean.offset() + j];
        to[y.row(i) + j] = Math.fma(slope[j], centred, shift[beta.offset() + j]);
      }
    }
  }

  @Override
  public void standardiseGradient(
      Matrix normal, FlatArray scale, FlatArray tilt, FlatArray shift, Matrix d) {
    standardiseGradient(normal, scale, tilt, shift, d, 0);
  }

  static void standardiseGradient(
      Matrix normal, FlatArray scale, FlatArray tilt, FlatArray shift, Matrix d, int column) {
    double[] standards = normal.values();
    double[] factor = scale.doubles();
    double[] slope = tilt.doubles();
    double[] centre = shift.doubles();
    double[] values = d.values();
    for (int i = 0; i < d.rows(); i++) {
      int row = d.row(i);
      for (int j = column; j < d.columns(); j++) {
        double centred = values[row + j] - centre[j];
        double standard = standards[normal.row(i) + j];
        values[row + j] = factor[j] * Math.fma(-standard, slope[j], centred);
      }
    }
  }
}

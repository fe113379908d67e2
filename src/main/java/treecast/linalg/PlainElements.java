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
  public void scale(byte[] pixels, int from, double[] to, int at, int count) {
    for (int j = 0; j < count; j++) {
      to[at + j] = SCALED[Byte.toUnsignedInt(pixels[from + j])];
    }
  }

  @Override
  public void rectify(Matrix x, Matrix y) {
    rectify(x, y, 0);
  }

  /** ReLU from an element on; the vector implementation computes its last elements with it. */
  static void rectify(Matrix x, Matrix y, int start) {
    for (int i = start; i < y.size(); i++) {
      y.values()[y.offset() + i] = Math.max(x.values()[x.offset() + i], 0.0);
    }
  }

  @Override
  public void rectifyGradient(Matrix y, Matrix d) {
    rectifyGradient(y, d, 0);
  }

  static void rectifyGradient(Matrix y, Matrix d, int start) {
    for (int i = start; i < d.size(); i++) {
      if (!(y.values()[y.offset() + i] > 0)) {
        d.values()[d.offset() + i] = 0;
      }
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
  public void addSquares(Matrix x, double[] mean, double[] sums) {
    addSquares(x, mean, sums, 0);
  }

  static void addSquares(Matrix x, double[] mean, double[] sums, int column) {
    double[] from = x.values();
    for (int i = 0; i < x.rows(); i++) {
      int row = x.row(i);
      for (int j = column; j < x.columns(); j++) {
        double centred = from[row + j] - mean[j];
        sums[j] = Math.fma(centred, centred, sums[j]);
      }
    }
  }

  @Override
  public void addProducts(Matrix x, Matrix y, double[] sums) {
    addProducts(x, y, sums, 0);
  }

  static void addProducts(Matrix x, Matrix y, double[] sums, int column) {
    double[] left = x.values();
    double[] right = y.values();
    for (int i = 0; i < x.rows(); i++) {
      int xi = x.row(i);
      int yi = y.row(i);
      for (int j = column; j < x.columns(); j++) {
        sums[j] = Math.fma(left[xi + j], right[yi + j], sums[j]);
      }
    }
  }

  @Override
  public void standardise(
      Matrix x, double[] mean, double[] inverse, Matrix gammaBeta, Matrix normal, Matrix y) {
    standardise(x, mean, inverse, gammaBeta, normal, y, 0);
  }

  static void standardise(
      Matrix x,
      double[] mean,
      double[] inverse,
      Matrix gammaBeta,
      Matrix normal,
      Matrix y,
      int column) {
    double[] w = gammaBeta.values();
    int gamma = gammaBeta.offset();
    int beta = gamma + x.columns();
    for (int i = 0; i < x.rows(); i++) {
      for (int j = column; j < x.columns(); j++) {
        double standard = (x.values()[x.row(i) + j] - mean[j]) * inverse[j];
        normal.values()[normal.row(i) + j] = standard;
        y.values()[y.row(i) + j] = Math.fma(w[gamma + j], standard, w[beta + j]);
      }
    }
  }

  @Override
  public void standardiseGradient(
      Matrix normal, double[] scale, double[] tilt, double[] shift, Matrix d) {
    standardiseGradient(normal, scale, tilt, shift, d, 0);
  }

  static void standardiseGradient(
      Matrix normal, double[] scale, double[] tilt, double[] shift, Matrix d, int column) {
    double[] values = d.values();
    for (int i = 0; i < d.rows(); i++) {
      int row = d.row(i);
      for (int j = column; j < d.columns(); j++) {
        double centred = values[row + j] - shift[j];
        double standard = normal.values()[normal.row(i) + j];
        values[row + j] = scale[j] * Math.fma(-standard, tilt[j], centred);
      }
    }
  }
}

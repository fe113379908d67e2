package treecast.linalg;

/**
 * Matrix multiplication in plain Java: the reference, whose bits every other implementation must
 * give.
 */
final class PlainGemm implements Gemm {
  static final PlainGemm INSTANCE = new PlainGemm();

  private PlainGemm() {}

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix initial, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.rows(), b.columns(), initial, c);
    Gemm.begin(initial, c);
    addOuterProducts(a, a.columns(), 1, b, c);
  }

  @Override
  public void multiplyLeftTransposed(Matrix a, Matrix b, Matrix initial, Matrix c) {
    Gemm.requireShapes(a.columns(), a.rows(), b.rows(), b.columns(), initial, c);
    Gemm.begin(initial, c);
    addOuterProducts(a, 1, a.columns(), b, c);
  }

  @Override
  public void multiplyRightTransposed(Matrix a, Matrix b, Matrix initial, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.columns(), b.rows(), initial, c);
    Gemm.begin(initial, c);
    int i = 0;
    for (; i + 2 <= c.rows(); i += 2) {
      int j = 0;
      for (; j + 4 <= c.columns(); j += 4) {
        addEightDotProducts(a, i, b, j, c);
      }
      for (; j < c.columns(); j++) {
        addDotProduct(a, i, b, j, c);
        addDotProduct(a, i + 1, b, j, c);
      }
    }
    for (; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        addDotProduct(a, i, b, j, c);
      }
    }
  }

  /**
   * c += a b, two rows and four inner indices at a time: each element of b is used twice after it
   * was loaded, and c is read and written a quarter as often.
   *
   * @param rowStep distance between rows of a (or of its transpose)
   * @param step distance between its columns
   */
  private static void addOuterProducts(Matrix a, int rowStep, int step, Matrix b, Matrix c) {
    int i = 0;
    for (; i + 2 <= c.rows(); i += 2) {
      int from = a.offset() + i * rowStep;
      int k = 0;
      for (; k + 4 <= b.rows(); k += 4) {
        addFourToTwoRows(a.values(), from + k * step, rowStep, step, b, k, c, i);
      }
      for (; k < b.rows(); k++) {
        addRow(a.values()[from + k * step], b, k, c, i);
        addRow(a.values()[from + rowStep + k * step], b, k, c, i + 1);
      }
    }
    for (; i < c.rows(); i++) {
      for (int k = 0; k < b.rows(); k++) {
        addRow(a.values()[a.offset() + i * rowStep + k * step], b, k, c, i);
      }
    }
  }

  /**
   * Adds four products to each element of rows i and i + 1 of c.
   *
   * @param a0 index of the first element of a
   */
  private static void addFourToTwoRows(
      double[] a, int a0, int rowStep, int step, Matrix b, int k, Matrix c, int i) {
    int a1 = a0 + rowStep;
    double f00 = a[a0];
    double f01 = a[a0 + step];
    double f02 = a[a0 + 2 * step];
    double f03 = a[a0 + 3 * step];
    double f10 = a[a1];
    double f11 = a[a1 + step];
    double f12 = a[a1 + 2 * step];
    double f13 = a[a1 + 3 * step];
    double[] right = b.values();
    double[] result = c.values();
    int n = c.columns();
    int b0 = b.row(k);
    int c0 = c.row(i);
    for (int j = 0; j < n; j++) {
      double x0 = right[b0 + j];
      double x1 = right[b0 + n + j];
      double x2 = right[b0 + 2 * n + j];
      double x3 = right[b0 + 3 * n + j];
      double chain0 = Math.fma(f01, x1, Math.fma(f00, x0, result[c0 + j]));
      double chain1 = Math.fma(f11, x1, Math.fma(f10, x0, result[c0 + n + j]));
      result[c0 + j] = Math.fma(f03, x3, Math.fma(f02, x2, chain0));
      result[c0 + n + j] = Math.fma(f13, x3, Math.fma(f12, x2, chain1));
    }
  }

  private static void addRow(double factor, Matrix b, int k, Matrix c, int i) {
    double[] right = b.values();
    double[] result = c.values();
    int bk = b.row(k);
    int ci = c.row(i);
    for (int j = 0; j < c.columns(); j++) {
      result[ci + j] = Math.fma(factor, right[bk + j], result[ci + j]);
    }
  }

  /**
   * Computes eight dot products at a time, of two rows by four columns, which hides the latency of
   * each chain.
   */
  private static void addEightDotProducts(Matrix a, int i, Matrix b, int j, Matrix c) {
    double[] left = a.values();
    double[] right = b.values();
    double[] result = c.values();
    int inner = a.columns();
    int a0 = a.row(i);
    int b0 = b.row(j);
    int c0 = c.row(i) + j;
    int c1 = c0 + c.columns();
    double chain00 = result[c0];
    double chain01 = result[c0 + 1];
    double chain02 = result[c0 + 2];
    double chain03 = result[c0 + 3];
    double chain10 = result[c1];
    double chain11 = result[c1 + 1];
    double chain12 = result[c1 + 2];
    double chain13 = result[c1 + 3];
    for (int k = 0; k < inner; k++) {
      double f0 = left[a0 + k];
      double f1 = left[a0 + inner + k];
      double x0 = right[b0 + k];
      double x1 = right[b0 + inner + k];
      double x2 = right[b0 + 2 * inner + k];
      double x3 = right[b0 + 3 * inner + k];
      chain00 = Math.fma(f0, x0, chain00);
      chain01 = Math.fma(f0, x1, chain01);
      chain02 = Math.fma(f0, x2, chain02);
      chain03 = Math.fma(f0, x3, chain03);
      chain10 = Math.fma(f1, x0, chain10);
      chain11 = Math.fma(f1, x1, chain11);
      chain12 = Math.fma(f1, x2, chain12);
      chain13 = Math.fma(f1, x3, chain13);
    }
    result[c0] = chain00;
    result[c0 + 1] = chain01;
    result[c0 + 2] = chain02;
    result[c0 + 3] = chain03;
    result[c1] = chain10;
    result[c1 + 1] = chain11;
    result[c1 + 2] = chain12;
    result[c1 + 3] = chain13;
  }

  private static void addDotProduct(Matrix a, int i, Matrix b, int j, Matrix c) {
    double[] left = a.values();
    double[] right = b.values();
    int ai = a.row(i);
    int bj = b.row(j);
    double[] result = c.values();
    int ci = c.row(i) + j;
    double chain = result[ci];
    for (int k = 0; k < a.columns(); k++) {
      chain = Math.fma(left[ai + k], right[bj + k], chain);
    }
    result[ci] = chain;
  }
}

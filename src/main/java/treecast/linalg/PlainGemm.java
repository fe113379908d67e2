package treecast.linalg;

/**
 * The definition of the product, in plain Java: it runs wherever Java does, and every other
 * implementation is held against its bits.
 */
final class PlainGemm implements Gemm {
  static final PlainGemm INSTANCE = new PlainGemm();

  private PlainGemm() {}

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public void multiplyAdd(Matrix a, Matrix b, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.rows(), b.columns(), c);
    addOuterProducts(a, a.columns(), 1, b, c);
  }

  @Override
  public void multiplyAddLeftTransposed(Matrix a, Matrix b, Matrix c) {
    Gemm.requireShapes(a.columns(), a.rows(), b.rows(), b.columns(), c);
    addOuterProducts(a, 1, a.columns(), b, c);
  }

  @Override
  public void multiplyAddRightTransposed(Matrix a, Matrix b, Matrix c) {
    Gemm.requireShapes(a.rows(), a.columns(), b.columns(), b.rows(), c);
    for (int i = 0; i < c.rows(); i++) {
      int j = 0;
      for (; j + 4 <= c.columns(); j += 4) {
        addFourDotProducts(a, i, b, j, c);
      }
      for (; j < c.columns(); j++) {
        addDotProduct(a, i, b, j, c);
      }
    }
  }

  /**
   * c += a b, four inner indices at a time so that c is read and written a quarter as often.
   *
   * @param rowStep distance between rows of a as the product sees them
   * @param columnStep distance between its columns
   */
  private static void addOuterProducts(Matrix a, int rowStep, int columnStep, Matrix b, Matrix c) {
    int inner = b.rows();
    double[] left = a.values();
    for (int i = 0; i < c.rows(); i++) {
      int from = a.offset() + i * rowStep;
      int k = 0;
      for (; k + 4 <= inner; k += 4) {
        int at = from + k * columnStep;
        addFourRows(
            left[at],
            left[at + columnStep],
            left[at + 2 * columnStep],
            left[at + 3 * columnStep],
            b,
            k,
            c,
            i);
      }
      for (; k < inner; k++) {
        addRow(left[from + k * columnStep], b, k, c, i);
      }
    }
  }

  private static void addFourRows(
      double f0, double f1, double f2, double f3, Matrix b, int k, Matrix c, int i) {
    double[] right = b.values();
    double[] result = c.values();
    int n = c.columns();
    int b0 = b.row(k);
    int b1 = b0 + n;
    int b2 = b1 + n;
    int b3 = b2 + n;
    int ci = c.row(i);
    for (int j = 0; j < n; j++) {
      double chain = Math.fma(f0, right[b0 + j], result[ci + j]);
      chain = Math.fma(f1, right[b1 + j], chain);
      chain = Math.fma(f2, right[b2 + j], chain);
      result[ci + j] = Math.fma(f3, right[b3 + j], chain);
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

  /** Four chains side by side hide the latency that one of them would wait for. */
  private static void addFourDotProducts(Matrix a, int i, Matrix b, int j, Matrix c) {
    double[] left = a.values();
    double[] right = b.values();
    double[] result = c.values();
    int inner = a.columns();
    int ai = a.row(i);
    int b0 = b.row(j);
    int cij = c.row(i) + j;
    double chain0 = result[cij];
    double chain1 = result[cij + 1];
    double chain2 = result[cij + 2];
    double chain3 = result[cij + 3];
    for (int k = 0; k < inner; k++) {
      double factor = left[ai + k];
      chain0 = Math.fma(factor, right[b0 + k], chain0);
      chain1 = Math.fma(factor, right[b0 + inner + k], chain1);
      chain2 = Math.fma(factor, right[b0 + 2 * inner + k], chain2);
      chain3 = Math.fma(factor, right[b0 + 3 * inner + k], chain3);
    }
    result[cij] = chain0;
    result[cij + 1] = chain1;
    result[cij + 2] = chain2;
    result[cij + 3] = chain3;
  }

  private static void addDotProduct(Matrix a, int i, Matrix b, int j, Matrix c) {
    double[] left = a.values();
    double[] right = b.values();
    int ai = a.row(i);
    int bj = b.row(j);
    double chain = c.get(i, j);
    for (int k = 0; k < a.columns(); k++) {
      chain = Math.fma(left[ai + k], right[bj + k], chain);
    }
    c.values()[c.row(i) + j] = chain;
  }
}

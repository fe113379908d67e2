package treecast.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The blocks of c that {@link VectorGemm} holds in registers while the inner index runs over one
 * stretch. They are written out because only local variables stay in registers.
 *
 * <p>A block begins at column j; the vectors follow one another, except that the last begins at
 * column {@code last} and may overlap the one before it. All of c is read before any of it is
 * written, so both get the same chain.
 *
 * @param a the left factor
 * @param rowStep distance between its rows
 * @param step distance between its columns
 * @param b the right factor
 * @param start index of b's first element of the stretch
 * @param columns columns of b and of c
 * @param count inner indices of the stretch
 * @param c the result
 */
record VectorBlock(
    double[] a, int rowStep, int step, double[] b, int start, int columns, int count, double[] c) {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static DoubleVector load(double[] values, int at) {
    return DoubleVector.fromArray(SPECIES, values, at);
  }

  private static DoubleVector broadcast(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  /** Four rows by four vectors. */
  void addFour(int a0, int c0, int j, int last) {
    int j1 = j + LANES;
    int j2 = j + 2 * LANES;
    int a1 = a0 + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int c1 = c0 + columns;
    int c2 = c1 + columns;
    int c3 = c2 + columns;
    DoubleVector x00 = load(c, c0 + j);
    DoubleVector x01 = load(c, c0 + j1);
    DoubleVector x02 = load(c, c0 + j2);
    DoubleVector x03 = load(c, c0 + last);
    DoubleVector x10 = load(c, c1 + j);
    DoubleVector x11 = load(c, c1 + j1);
    DoubleVector x12 = load(c, c1 + j2);
    DoubleVector x13 = load(c, c1 + last);
    DoubleVector x20 = load(c, c2 + j);
    DoubleVector x21 = load(c, c2 + j1);
    DoubleVector x22 = load(c, c2 + j2);
    DoubleVector x23 = load(c, c2 + last);
    DoubleVector x30 = load(c, c3 + j);
    DoubleVector x31 = load(c, c3 + j1);
    DoubleVector x32 = load(c, c3 + j2);
    DoubleVector x33 = load(c, c3 + last);
    int from = start;
    for (int k = 0, at = 0; k < count; k++, at += step, from += columns) {
      DoubleVector b0 = load(b, from + j);
      DoubleVector b1 = load(b, from + j1);
      DoubleVector b2 = load(b, from + j2);
      DoubleVector b3 = load(b, from + last);
      DoubleVector f0 = broadcast(a[a0 + at]);
      x00 = f0.fma(b0, x00);
      x01 = f0.fma(b1, x01);
      x02 = f0.fma(b2, x02);
      x03 = f0.fma(b3, x03);
      DoubleVector f1 = broadcast(a[a1 + at]);
      x10 = f1.fma(b0, x10);
      x11 = f1.fma(b1, x11);
      x12 = f1.fma(b2, x12);
      x13 = f1.fma(b3, x13);
      DoubleVector f2 = broadcast(a[a2 + at]);
      x20 = f2.fma(b0, x20);
      x21 = f2.fma(b1, x21);
      x22 = f2.fma(b2, x22);
      x23 = f2.fma(b3, x23);
      DoubleVector f3 = broadcast(a[a3 + at]);
      x30 = f3.fma(b0, x30);
      x31 = f3.fma(b1, x31);
      x32 = f3.fma(b2, x32);
      x33 = f3.fma(b3, x33);
    }
    x00.intoArray(c, c0 + j);
    x01.intoArray(c, c0 + j1);
    x02.intoArray(c, c0 + j2);
    x03.intoArray(c, c0 + last);
    x10.intoArray(c, c1 + j);
    x11.intoArray(c, c1 + j1);
    x12.intoArray(c, c1 + j2);
    x13.intoArray(c, c1 + last);
    x20.intoArray(c, c2 + j);
    x21.intoArray(c, c2 + j1);
    x22.intoArray(c, c2 + j2);
    x23.intoArray(c, c2 + last);
    x30.intoArray(c, c3 + j);
    x31.intoArray(c, c3 + j1);
    x32.intoArray(c, c3 + j2);
    x33.intoArray(c, c3 + last);
  }

  /** Four rows by three vectors, of which some may be named twice. */
  void addThree(int a0, int c0, int j, int last) {
    int j1 = Math.min(j + LANES, last);
    int a1 = a0 + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int c1 = c0 + columns;
    int c2 = c1 + columns;
    int c3 = c2 + columns;
    DoubleVector x00 = load(c, c0 + j);
    DoubleVector x01 = load(c, c0 + j1);
    DoubleVector x02 = load(c, c0 + last);
    DoubleVector x10 = load(c, c1 + j);
    DoubleVector x11 = load(c, c1 + j1);
    DoubleVector x12 = load(c, c1 + last);
    DoubleVector x20 = load(c, c2 + j);
    DoubleVector x21 = load(c, c2 + j1);
    DoubleVector x22 = load(c, c2 + last);
    DoubleVector x30 = load(c, c3 + j);
    DoubleVector x31 = load(c, c3 + j1);
    DoubleVector x32 = load(c, c3 + last);
    int from = start;
    for (int k = 0, at = 0; k < count; k++, at += step, from += columns) {
      DoubleVector b0 = load(b, from + j);
      DoubleVector b1 = load(b, from + j1);
      DoubleVector b2 = load(b, from + last);
      DoubleVector f0 = broadcast(a[a0 + at]);
      x00 = f0.fma(b0, x00);
      x01 = f0.fma(b1, x01);
      x02 = f0.fma(b2, x02);
      DoubleVector f1 = broadcast(a[a1 + at]);
      x10 = f1.fma(b0, x10);
      x11 = f1.fma(b1, x11);
      x12 = f1.fma(b2, x12);
      DoubleVector f2 = broadcast(a[a2 + at]);
      x20 = f2.fma(b0, x20);
      x21 = f2.fma(b1, x21);
      x22 = f2.fma(b2, x22);
      DoubleVector f3 = broadcast(a[a3 + at]);
      x30 = f3.fma(b0, x30);
      x31 = f3.fma(b1, x31);
      x32 = f3.fma(b2, x32);
    }
    x00.intoArray(c, c0 + j);
    x01.intoArray(c, c0 + j1);
    x02.intoArray(c, c0 + last);
    x10.intoArray(c, c1 + j);
    x11.intoArray(c, c1 + j1);
    x12.intoArray(c, c1 + last);
    x20.intoArray(c, c2 + j);
    x21.intoArray(c, c2 + j1);
    x22.intoArray(c, c2 + last);
    x30.intoArray(c, c3 + j);
    x31.intoArray(c, c3 + j1);
    x32.intoArray(c, c3 + last);
  }

  /** One row by one to four vectors, of which some may be named twice. */
  void addRow(int a0, int c0, int j, int last) {
    int j1 = Math.min(j + LANES, last);
    int j2 = Math.min(j + 2 * LANES, last);
    DoubleVector x0 = load(c, c0 + j);
    DoubleVector x1 = load(c, c0 + j1);
    DoubleVector x2 = load(c, c0 + j2);
    DoubleVector x3 = load(c, c0 + last);
    int from = start;
    for (int k = 0, at = a0; k < count; k++, at += step, from += columns) {
      DoubleVector f = broadcast(a[at]);
      x0 = f.fma(load(b, from + j), x0);
      x1 = f.fma(load(b, from + j1), x1);
      x2 = f.fma(load(b, from + j2), x2);
      x3 = f.fma(load(b, from + last), x3);
    }
    x0.intoArray(c, c0 + j);
    x1.intoArray(c, c0 + j1);
    x2.intoArray(c, c0 + j2);
    x3.intoArray(c, c0 + last);
  }
}

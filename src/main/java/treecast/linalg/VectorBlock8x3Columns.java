package treecast.linalg;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register blocks of eight rows by three or two vectors of c, for a left factor given as its
 * transpose: the eight factors of an inner index are adjacent, so one index finds them all.
 *
 * <p>The right factor is packed, one vector of each row in an array that begins at zero: the JIT
 * then checks no range in the loop. So few instructions for each inner index matter where rows of
 * the transpose are far apart, because the processor looks ahead over a limited number of
 * instructions: it finds the rows needed next early enough.
 */
final class VectorBlock8x3Columns {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorBlock8x3Columns() {}

  /**
   * Three vectors, of which the last one begins at column {@code last}.
   *
   * @param a0 index of the first factor
   * @param step distance between rows of the transpose
   * @param c0 index of the first row of c
   */
  static void add8x3(
      double[] a,
      int a0,
      int step,
      double[] b0,
      double[] b1,
      double[] b2,
      int count,
      double[] c,
      int c0,
      int columns,
      int j,
      int last) {
    int j1 = j + LANES;
    int c1 = c0 + columns;
    int c2 = c1 + columns;
    int c3 = c2 + columns;
    int c4 = c3 + columns;
    int c5 = c4 + columns;
    int c6 = c5 + columns;
    int c7 = c6 + columns;
    DoubleVector x00 = DoubleVector.fromArray(SPECIES, c, c0 + j);
    DoubleVector x01 = DoubleVector.fromArray(SPECIES, c, c0 + j1);
    DoubleVector x02 = DoubleVector.fromArray(SPECIES, c, c0 + last);
    DoubleVector x10 = DoubleVector.fromArray(SPECIES, c, c1 + j);
    DoubleVector x11 = DoubleVector.fromArray(SPECIES, c, c1 + j1);
    DoubleVector x12 = DoubleVector.fromArray(SPECIES, c, c1 + last);
    DoubleVector x20 = DoubleVector.fromArray(SPECIES, c, c2 + j);
    DoubleVector x21 = DoubleVector.fromArray(SPECIES, c, c2 + j1);
    DoubleVector x22 = DoubleVector.fromArray(SPECIES, c, c2 + last);
    DoubleVector x30 = DoubleVector.fromArray(SPECIES, c, c3 + j);
    DoubleVector x31 = DoubleVector.fromArray(SPECIES, c, c3 + j1);
    DoubleVector x32 = DoubleVector.fromArray(SPECIES, c, c3 + last);
    DoubleVector x40 = DoubleVector.fromArray(SPECIES, c, c4 + j);
    DoubleVector x41 = DoubleVector.fromArray(SPECIES, c, c4 + j1);
    DoubleVector x42 = DoubleVector.fromArray(SPECIES, c, c4 + last);
    DoubleVector x50 = DoubleVector.fromArray(SPECIES, c, c5 + j);
    DoubleVector x51 = DoubleVector.fromArray(SPECIES, c, c5 + j1);
    DoubleVector x52 = DoubleVector.fromArray(SPECIES, c, c5 + last);
    DoubleVector x60 = DoubleVector.fromArray(SPECIES, c, c6 + j);
    DoubleVector x61 = DoubleVector.fromArray(SPECIES, c, c6 + j1);
    DoubleVector x62 = DoubleVector.fromArray(SPECIES, c, c6 + last);
    DoubleVector x70 = DoubleVector.fromArray(SPECIES, c, c7 + j);
    DoubleVector x71 = DoubleVector.fromArray(SPECIES, c, c7 + j1);
    DoubleVector x72 = DoubleVector.fromArray(SPECIES, c, c7 + last);
    for (int k = 0, at = a0; k < count; k++, at += step) {
      VarHandle.loadLoadFence();
      DoubleVector y0 = DoubleVector.fromArray(SPECIES, b0, k * LANES);
      DoubleVector y1 = DoubleVector.fromArray(SPECIES, b1, k * LANES);
      DoubleVector y2 = DoubleVector.fromArray(SPECIES, b2, k * LANES);
      DoubleVector f0 = DoubleVector.broadcast(SPECIES, a[at]);
      x00 = f0.fma(y0, x00);
      x01 = f0.fma(y1, x01);
      x02 = f0.fma(y2, x02);
      DoubleVector f1 = DoubleVector.broadcast(SPECIES, a[at + 1]);
      x10 = f1.fma(y0, x10);
      x11 = f1.fma(y1, x11);
      x12 = f1.fma(y2, x12);
      DoubleVector f2 = DoubleVector.broadcast(SPECIES, a[at + 2]);
      x20 = f2.fma(y0, x20);
      x21 = f2.fma(y1, x21);
      x22 = f2.fma(y2, x22);
      DoubleVector f3 = DoubleVector.broadcast(SPECIES, a[at + 3]);
      x30 = f3.fma(y0, x30);
      x31 = f3.fma(y1, x31);
      x32 = f3.fma(y2, x32);
      DoubleVector f4 = DoubleVector.broadcast(SPECIES, a[at + 4]);
      x40 = f4.fma(y0, x40);
      x41 = f4.fma(y1, x41);
      x42 = f4.fma(y2, x42);
      DoubleVector f5 = DoubleVector.broadcast(SPECIES, a[at + 5]);
      x50 = f5.fma(y0, x50);
      x51 = f5.fma(y1, x51);
      x52 = f5.fma(y2, x52);
      DoubleVector f6 = DoubleVector.broadcast(SPECIES, a[at + 6]);
      x60 = f6.fma(y0, x60);
      x61 = f6.fma(y1, x61);
      x62 = f6.fma(y2, x62);
      DoubleVector f7 = DoubleVector.broadcast(SPECIES, a[at + 7]);
      x70 = f7.fma(y0, x70);
      x71 = f7.fma(y1, x71);
      x72 = f7.fma(y2, x72);
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
    x40.intoArray(c, c4 + j);
    x41.intoArray(c, c4 + j1);
    x42.intoArray(c, c4 + last);
    x50.intoArray(c, c5 + j);
    x51.intoArray(c, c5 + j1);
    x52.intoArray(c, c5 + last);
    x60.intoArray(c, c6 + j);
    x61.intoArray(c, c6 + j1);
    x62.intoArray(c, c6 + last);
    x70.intoArray(c, c7 + j);
    x71.intoArray(c, c7 + j1);
    x72.intoArray(c, c7 + last);
  }

  /** Two vectors, of which the last one begins at column {@code last}. */
  static void add8x2(
      double[] a,
      int a0,
      int step,
      double[] b0,
      double[] b1,
      int count,
      double[] c,
      int c0,
      int columns,
      int j,
      int last) {
    int c1 = c0 + columns;
    int c2 = c1 + columns;
    int c3 = c2 + columns;
    int c4 = c3 + columns;
    int c5 = c4 + columns;
    int c6 = c5 + columns;
    int c7 = c6 + columns;
    DoubleVector x00 = DoubleVector.fromArray(SPECIES, c, c0 + j);
    DoubleVector x01 = DoubleVector.fromArray(SPECIES, c, c0 + last);
    DoubleVector x10 = DoubleVector.fromArray(SPECIES, c, c1 + j);
    DoubleVector x11 = DoubleVector.fromArray(SPECIES, c, c1 + last);
    DoubleVector x20 = DoubleVector.fromArray(SPECIES, c, c2 + j);
    DoubleVector x21 = DoubleVector.fromArray(SPECIES, c, c2 + last);
    DoubleVector x30 = DoubleVector.fromArray(SPECIES, c, c3 + j);
    DoubleVector x31 = DoubleVector.fromArray(SPECIES, c, c3 + last);
    DoubleVector x40 = DoubleVector.fromArray(SPECIES, c, c4 + j);
    DoubleVector x41 = DoubleVector.fromArray(SPECIES, c, c4 + last);
    DoubleVector x50 = DoubleVector.fromArray(SPECIES, c, c5 + j);
    DoubleVector x51 = DoubleVector.fromArray(SPECIES, c, c5 + last);
    DoubleVector x60 = DoubleVector.fromArray(SPECIES, c, c6 + j);
    DoubleVector x61 = DoubleVector.fromArray(SPECIES, c, c6 + last);
    DoubleVector x70 = DoubleVector.fromArray(SPECIES, c, c7 + j);
    DoubleVector x71 = DoubleVector.fromArray(SPECIES, c, c7 + last);
    for (int k = 0, at = a0; k < count; k++, at += step) {
      VarHandle.loadLoadFence();
      DoubleVector y0 = DoubleVector.fromArray(SPECIES, b0, k * LANES);
      DoubleVector y1 = DoubleVector.fromArray(SPECIES, b1, k * LANES);
      DoubleVector f0 = DoubleVector.broadcast(SPECIES, a[at]);
      x00 = f0.fma(y0, x00);
      x01 = f0.fma(y1, x01);
      DoubleVector f1 = DoubleVector.broadcast(SPECIES, a[at + 1]);
      x10 = f1.fma(y0, x10);
      x11 = f1.fma(y1, x11);
      DoubleVector f2 = DoubleVector.broadcast(SPECIES, a[at + 2]);
      x20 = f2.fma(y0, x20);
      x21 = f2.fma(y1, x21);
      DoubleVector f3 = DoubleVector.broadcast(SPECIES, a[at + 3]);
      x30 = f3.fma(y0, x30);
      x31 = f3.fma(y1, x31);
      DoubleVector f4 = DoubleVector.broadcast(SPECIES, a[at + 4]);
      x40 = f4.fma(y0, x40);
      x41 = f4.fma(y1, x41);
      DoubleVector f5 = DoubleVector.broadcast(SPECIES, a[at + 5]);
      x50 = f5.fma(y0, x50);
      x51 = f5.fma(y1, x51);
      DoubleVector f6 = DoubleVector.broadcast(SPECIES, a[at + 6]);
      x60 = f6.fma(y0, x60);
      x61 = f6.fma(y1, x61);
      DoubleVector f7 = DoubleVector.broadcast(SPECIES, a[at + 7]);
      x70 = f7.fma(y0, x70);
      x71 = f7.fma(y1, x71);
    }
    x00.intoArray(c, c0 + j);
    x01.intoArray(c, c0 + last);
    x10.intoArray(c, c1 + j);
    x11.intoArray(c, c1 + last);
    x20.intoArray(c, c2 + j);
    x21.intoArray(c, c2 + last);
    x30.intoArray(c, c3 + j);
    x31.intoArray(c, c3 + last);
    x40.intoArray(c, c4 + j);
    x41.intoArray(c, c4 + last);
    x50.intoArray(c, c5 + j);
    x51.intoArray(c, c5 + last);
    x60.intoArray(c, c6 + j);
    x61.intoArray(c, c6 + last);
    x70.intoArray(c, c7 + j);
    x71.intoArray(c, c7 + last);
  }
}

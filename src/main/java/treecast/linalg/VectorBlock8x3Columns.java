package treecast.linalg;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register block of eight rows by three vectors of c, for a left factor given as its transpose: the
 * eight factors of an inner index are adjacent, so one index finds them all.
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
   * Applies a rank-k update to a block; {@link VectorRankUpdate} explains the arguments.
   *
   * @param p0 packed vectors of the right factor at column {@code j}
   * @param p1 those beside them
   * @param p2 those at column {@code last}
   */
  static void add(
      VectorRankUpdate update, double[] p0, double[] p1, double[] p2, int i, int j, int last) {
    double[] a = update.a();
    double[] s = update.initial();
    double[] c = update.c();
    int step = update.step();
    int columns = update.columns();
    int count = update.count();
    int j1 = j + LANES;
    int c0 = update.c0() + i * columns;
    int c1 = c0 + columns;
    int c2 = c1 + columns;
    int c3 = c2 + columns;
    int c4 = c3 + columns;
    int c5 = c4 + columns;
    int c6 = c5 + columns;
    int c7 = c6 + columns;
    int s0 = update.initial0() + i * update.initialStep();
    DoubleVector x00 = DoubleVector.fromArray(SPECIES, s, s0 + j);
    DoubleVector x01 = DoubleVector.fromArray(SPECIES, s, s0 + j1);
    DoubleVector x02 = DoubleVector.fromArray(SPECIES, s, s0 + last);
    DoubleVector x10 = x00;
    DoubleVector x11 = x01;
    DoubleVector x12 = x02;
    DoubleVector x20 = x00;
    DoubleVector x21 = x01;
    DoubleVector x22 = x02;
    DoubleVector x30 = x00;
    DoubleVector x31 = x01;
    DoubleVector x32 = x02;
    DoubleVector x40 = x00;
    DoubleVector x41 = x01;
    DoubleVector x42 = x02;
    DoubleVector x50 = x00;
    DoubleVector x51 = x01;
    DoubleVector x52 = x02;
    DoubleVector x60 = x00;
    DoubleVector x61 = x01;
    DoubleVector x62 = x02;
    DoubleVector x70 = x00;
    DoubleVector x71 = x01;
    DoubleVector x72 = x02;
    if (update.initialStep() > 0) {
      x10 = DoubleVector.fromArray(SPECIES, c, c1 + j);
      x11 = DoubleVector.fromArray(SPECIES, c, c1 + j1);
      x12 = DoubleVector.fromArray(SPECIES, c, c1 + last);
      x20 = DoubleVector.fromArray(SPECIES, c, c2 + j);
      x21 = DoubleVector.fromArray(SPECIES, c, c2 + j1);
      x22 = DoubleVector.fromArray(SPECIES, c, c2 + last);
      x30 = DoubleVector.fromArray(SPECIES, c, c3 + j);
      x31 = DoubleVector.fromArray(SPECIES, c, c3 + j1);
      x32 = DoubleVector.fromArray(SPECIES, c, c3 + last);
      x40 = DoubleVector.fromArray(SPECIES, c, c4 + j);
      x41 = DoubleVector.fromArray(SPECIES, c, c4 + j1);
      x42 = DoubleVector.fromArray(SPECIES, c, c4 + last);
      x50 = DoubleVector.fromArray(SPECIES, c, c5 + j);
      x51 = DoubleVector.fromArray(SPECIES, c, c5 + j1);
      x52 = DoubleVector.fromArray(SPECIES, c, c5 + last);
      x60 = DoubleVector.fromArray(SPECIES, c, c6 + j);
      x61 = DoubleVector.fromArray(SPECIES, c, c6 + j1);
      x62 = DoubleVector.fromArray(SPECIES, c, c6 + last);
      x70 = DoubleVector.fromArray(SPECIES, c, c7 + j);
      x71 = DoubleVector.fromArray(SPECIES, c, c7 + j1);
      x72 = DoubleVector.fromArray(SPECIES, c, c7 + last);
    }
    for (int k = 0, at = update.a0() + i; k < count; k++, at += step) {
      VarHandle.loadLoadFence();
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, p0, k * LANES);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, p1, k * LANES);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, p2, k * LANES);
      DoubleVector f0 = DoubleVector.broadcast(SPECIES, a[at]);
      x00 = f0.fma(b0, x00);
      x01 = f0.fma(b1, x01);
      x02 = f0.fma(b2, x02);
      DoubleVector f1 = DoubleVector.broadcast(SPECIES, a[at + 1]);
      x10 = f1.fma(b0, x10);
      x11 = f1.fma(b1, x11);
      x12 = f1.fma(b2, x12);
      DoubleVector f2 = DoubleVector.broadcast(SPECIES, a[at + 2]);
      x20 = f2.fma(b0, x20);
      x21 = f2.fma(b1, x21);
      x22 = f2.fma(b2, x22);
      DoubleVector f3 = DoubleVector.broadcast(SPECIES, a[at + 3]);
      x30 = f3.fma(b0, x30);
      x31 = f3.fma(b1, x31);
      x32 = f3.fma(b2, x32);
      DoubleVector f4 = DoubleVector.broadcast(SPECIES, a[at + 4]);
      x40 = f4.fma(b0, x40);
      x41 = f4.fma(b1, x41);
      x42 = f4.fma(b2, x42);
      DoubleVector f5 = DoubleVector.broadcast(SPECIES, a[at + 5]);
      x50 = f5.fma(b0, x50);
      x51 = f5.fma(b1, x51);
      x52 = f5.fma(b2, x52);
      DoubleVector f6 = DoubleVector.broadcast(SPECIES, a[at + 6]);
      x60 = f6.fma(b0, x60);
      x61 = f6.fma(b1, x61);
      x62 = f6.fma(b2, x62);
      DoubleVector f7 = DoubleVector.broadcast(SPECIES, a[at + 7]);
      x70 = f7.fma(b0, x70);
      x71 = f7.fma(b1, x71);
      x72 = f7.fma(b2, x72);
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
}

package treecast.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register block of eight rows by three vectors of c, some of which may be the same: 24 running
 * sums and the factors fill the 32 registers of a machine with vectors of eight doubles.
 *
 * <p>Vectors are loaded directly with the library's methods here and in the other blocks: the JIT
 * always inlines these, but not a helper method in a method of this size.
 */
final class VectorBlock8x3 {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorBlock8x3() {}

  /** Applies a rank-k update to a block; {@link VectorRankUpdate} explains the arguments. */
  static void add(VectorRankUpdate update, int i, int j, int last) {
    double[] a = update.a();
    double[] b = update.b();
    double[] s = update.initial();
    double[] c = update.c();
    int step = update.step();
    int columns = update.columns();
    int count = update.count();
    int j1 = Math.min(j + LANES, last);
    int bStep = update.bStep();
    int rowStep = update.rowStep();
    int a0 = update.a0() + i * rowStep;
    int a1 = a0 + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int a4 = a3 + rowStep;
    int a5 = a4 + rowStep;
    int a6 = a5 + rowStep;
    int a7 = a6 + rowStep;
    int c0 = update.c0() + i * columns;
    int c1 = c0 + columns;
    int c2 = c1 + columns;
    int c3 = c2 + columns;
    int c4 = c3 + columns;
    int c5 = c4 + columns;
    int c6 = c5 + columns;
    int c7 = c6 + columns;
    int initialStep = update.initialStep();
    int s0 = update.initial0() + i * initialStep;
    int s1 = s0 + initialStep;
    int s2 = s1 + initialStep;
    int s3 = s2 + initialStep;
    int s4 = s3 + initialStep;
    int s5 = s4 + initialStep;
    int s6 = s5 + initialStep;
    int s7 = s6 + initialStep;
    DoubleVector x00 = DoubleVector.fromArray(SPECIES, s, s0 + j);
    DoubleVector x01 = DoubleVector.fromArray(SPECIES, s, s0 + j1);
    DoubleVector x02 = DoubleVector.fromArray(SPECIES, s, s0 + last);
    DoubleVector x10 = DoubleVector.fromArray(SPECIES, s, s1 + j);
    DoubleVector x11 = DoubleVector.fromArray(SPECIES, s, s1 + j1);
    DoubleVector x12 = DoubleVector.fromArray(SPECIES, s, s1 + last);
    DoubleVector x20 = DoubleVector.fromArray(SPECIES, s, s2 + j);
    DoubleVector x21 = DoubleVector.fromArray(SPECIES, s, s2 + j1);
    DoubleVector x22 = DoubleVector.fromArray(SPECIES, s, s2 + last);
    DoubleVector x30 = DoubleVector.fromArray(SPECIES, s, s3 + j);
    DoubleVector x31 = DoubleVector.fromArray(SPECIES, s, s3 + j1);
    DoubleVector x32 = DoubleVector.fromArray(SPECIES, s, s3 + last);
    DoubleVector x40 = DoubleVector.fromArray(SPECIES, s, s4 + j);
    DoubleVector x41 = DoubleVector.fromArray(SPECIES, s, s4 + j1);
    DoubleVector x42 = DoubleVector.fromArray(SPECIES, s, s4 + last);
    DoubleVector x50 = DoubleVector.fromArray(SPECIES, s, s5 + j);
    DoubleVector x51 = DoubleVector.fromArray(SPECIES, s, s5 + j1);
    DoubleVector x52 = DoubleVector.fromArray(SPECIES, s, s5 + last);
    DoubleVector x60 = DoubleVector.fromArray(SPECIES, s, s6 + j);
    DoubleVector x61 = DoubleVector.fromArray(SPECIES, s, s6 + j1);
    DoubleVector x62 = DoubleVector.fromArray(SPECIES, s, s6 + last);
    DoubleVector x70 = DoubleVector.fromArray(SPECIES, s, s7 + j);
    DoubleVector x71 = DoubleVector.fromArray(SPECIES, s, s7 + j1);
    DoubleVector x72 = DoubleVector.fromArray(SPECIES, s, s7 + last);
    int from = update.b0();
    for (int k = 0, at = 0; k < count; k++, at += step, from += bStep) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, from + j);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, from + j1);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, from + last);
      DoubleVector f0 = DoubleVector.broadcast(SPECIES, a[a0 + at]);
      x00 = f0.fma(b0, x00);
      x01 = f0.fma(b1, x01);
      x02 = f0.fma(b2, x02);
      DoubleVector f1 = DoubleVector.broadcast(SPECIES, a[a1 + at]);
      x10 = f1.fma(b0, x10);
      x11 = f1.fma(b1, x11);
      x12 = f1.fma(b2, x12);
      DoubleVector f2 = DoubleVector.broadcast(SPECIES, a[a2 + at]);
      x20 = f2.fma(b0, x20);
      x21 = f2.fma(b1, x21);
      x22 = f2.fma(b2, x22);
      DoubleVector f3 = DoubleVector.broadcast(SPECIES, a[a3 + at]);
      x30 = f3.fma(b0, x30);
      x31 = f3.fma(b1, x31);
      x32 = f3.fma(b2, x32);
      DoubleVector f4 = DoubleVector.broadcast(SPECIES, a[a4 + at]);
      x40 = f4.fma(b0, x40);
      x41 = f4.fma(b1, x41);
      x42 = f4.fma(b2, x42);
      DoubleVector f5 = DoubleVector.broadcast(SPECIES, a[a5 + at]);
      x50 = f5.fma(b0, x50);
      x51 = f5.fma(b1, x51);
      x52 = f5.fma(b2, x52);
      DoubleVector f6 = DoubleVector.broadcast(SPECIES, a[a6 + at]);
      x60 = f6.fma(b0, x60);
      x61 = f6.fma(b1, x61);
      x62 = f6.fma(b2, x62);
      DoubleVector f7 = DoubleVector.broadcast(SPECIES, a[a7 + at]);
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

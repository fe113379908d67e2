package treecast.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register block of four rows by three vectors of c, some of which may be the same: 12 running sums
 * and the factors fit the 16 registers of a machine with vectors of four doubles.
 */
final class VectorBlock4x3 {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorBlock4x3() {}

  /** Applies a rank-k update to a block; {@link VectorRankUpdate} explains the arguments. */
  static void add(VectorRankUpdate update, int i, int j, int last) {
    double[] a = update.a();
    double[] b = update.b();
    double[] s = update.initial();
    double[] c = update.c();
    int step = update.step();
    int columns = update.columns();
    int bStep = update.bStep();
    int rowStep = update.rowStep();
    int initialStep = update.initialStep();
    int j1 = Math.min(j + LANES, last);
    int a0 = update.a0() + i * rowStep;
    int a1 = a0 + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int s0 = update.initial0() + i * initialStep;
    int s1 = s0 + initialStep;
    int s2 = s1 + initialStep;
    int s3 = s2 + initialStep;
    int c0 = update.c0() + i * columns;
    int c1 = c0 + columns;
    int c2 = c1 + columns;
    int c3 = c2 + columns;
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
    int from = update.b0();
    for (int k = 0, at = 0; k < update.count(); k++, at += step, from += bStep) {
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
}

package treecast.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register block of four rows by three vectors of c, some of which may be the same: 12 running sums
 * and the factors fit the 16 registers of a machine with vectors of eight floats.
 */
final class FloatVectorBlock4x3 {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private FloatVectorBlock4x3() {}

  /** Applies a rank-k update to a block; {@link FloatVectorRankUpdate} explains the arguments. */
  static void add(FloatVectorRankUpdate update, int i, int j, int last) {
    float[] a = update.a();
    float[] b = update.b();
    float[] s = update.initial();
    float[] c = update.c();
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
    FloatVector x00 = FloatVector.fromArray(SPECIES, s, s0 + j);
    FloatVector x01 = FloatVector.fromArray(SPECIES, s, s0 + j1);
    FloatVector x02 = FloatVector.fromArray(SPECIES, s, s0 + last);
    FloatVector x10 = FloatVector.fromArray(SPECIES, s, s1 + j);
    FloatVector x11 = FloatVector.fromArray(SPECIES, s, s1 + j1);
    FloatVector x12 = FloatVector.fromArray(SPECIES, s, s1 + last);
    FloatVector x20 = FloatVector.fromArray(SPECIES, s, s2 + j);
    FloatVector x21 = FloatVector.fromArray(SPECIES, s, s2 + j1);
    FloatVector x22 = FloatVector.fromArray(SPECIES, s, s2 + last);
    FloatVector x30 = FloatVector.fromArray(SPECIES, s, s3 + j);
    FloatVector x31 = FloatVector.fromArray(SPECIES, s, s3 + j1);
    FloatVector x32 = FloatVector.fromArray(SPECIES, s, s3 + last);
    int from = update.b0();
    for (int k = 0, at = 0; k < update.count(); k++, at += step, from += bStep) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, from + j);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + j1);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + last);
      FloatVector f0 = FloatVector.broadcast(SPECIES, a[a0 + at]);
      x00 = f0.fma(b0, x00);
      x01 = f0.fma(b1, x01);
      x02 = f0.fma(b2, x02);
      FloatVector f1 = FloatVector.broadcast(SPECIES, a[a1 + at]);
      x10 = f1.fma(b0, x10);
      x11 = f1.fma(b1, x11);
      x12 = f1.fma(b2, x12);
      FloatVector f2 = FloatVector.broadcast(SPECIES, a[a2 + at]);
      x20 = f2.fma(b0, x20);
      x21 = f2.fma(b1, x21);
      x22 = f2.fma(b2, x22);
      FloatVector f3 = FloatVector.broadcast(SPECIES, a[a3 + at]);
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

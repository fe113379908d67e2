package treecast.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Register block of one row by one to four vectors of c, some of which may be the same. */
final class FloatVectorBlock1x4 {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private FloatVectorBlock1x4() {}

  /** Applies a rank-k update to a block; {@link FloatVectorRankUpdate} explains the arguments. */
  static void add(FloatVectorRankUpdate update, int i, int j, int last) {
    float[] a = update.a();
    float[] b = update.b();
    float[] s = update.initial();
    float[] c = update.c();
    int step = update.step();
    int columns = update.columns();
    int bStep = update.bStep();
    int a0 = update.a0() + i * update.rowStep();
    int s0 = update.initial0() + i * update.initialStep();
    int c0 = update.c0() + i * columns;
    int j1 = Math.min(j + LANES, last);
    int j2 = Math.min(j + 2 * LANES, last);
    FloatVector x00 = FloatVector.fromArray(SPECIES, s, s0 + j);
    FloatVector x01 = FloatVector.fromArray(SPECIES, s, s0 + j1);
    FloatVector x02 = FloatVector.fromArray(SPECIES, s, s0 + j2);
    FloatVector x03 = FloatVector.fromArray(SPECIES, s, s0 + last);
    int from = update.b0();
    for (int k = 0, at = 0; k < update.count(); k++, at += step, from += bStep) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, from + j);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + j1);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + j2);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, from + last);
      FloatVector f0 = FloatVector.broadcast(SPECIES, a[a0 + at]);
      x00 = f0.fma(b0, x00);
      x01 = f0.fma(b1, x01);
      x02 = f0.fma(b2, x02);
      x03 = f0.fma(b3, x03);
    }
    x00.intoArray(c, c0 + j);
    x01.intoArray(c, c0 + j1);
    x02.intoArray(c, c0 + j2);
    x03.intoArray(c, c0 + last);
  }
}

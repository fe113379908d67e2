package treecast.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Register block of one row by one to four vectors of c, some of which may be the same. */
final class VectorBlock1x4 {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorBlock1x4() {}

  /** Applies a rank-k update to a block; {@link VectorRankUpdate} explains the arguments. */
  static void add(VectorRankUpdate update, int i, int j, int last) {
    double[] a = update.a();
    double[] b = update.b();
    double[] s = update.initial();
    double[] c = update.c();
    int step = update.step();
    int columns = update.columns();
    int bStep = update.bStep();
    int a0 = update.a0() + i * update.rowStep();
    int s0 = update.initial0() + i * update.initialStep();
    int c0 = update.c0() + i * columns;
    int j1 = Math.min(j + LANES, last);
    int j2 = Math.min(j + 2 * LANES, last);
    DoubleVector x00 = DoubleVector.fromArray(SPECIES, s, s0 + j);
    DoubleVector x01 = DoubleVector.fromArray(SPECIES, s, s0 + j1);
    DoubleVector x02 = DoubleVector.fromArray(SPECIES, s, s0 + j2);
    DoubleVector x03 = DoubleVector.fromArray(SPECIES, s, s0 + last);
    int from = update.b0();
    for (int k = 0, at = 0; k < update.count(); k++, at += step, from += bStep) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, from + j);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, from + j1);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, from + j2);
      DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, from + last);
      DoubleVector f0 = DoubleVector.broadcast(SPECIES, a[a0 + at]);
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

package treecast.linalg;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register blocks of c for a left factor packed row by row and a packed panel of b: see {@link
 * FloatVectorProductPacked}.
 *
 * <p>Every index in the loop is the loop variable times a constant plus a constant, so the JIT
 * removes all range checks. The fences are no instructions on x86; they prevent the JIT from
 * loading all factors first, which would push running sums out of the 16 registers. If {@code rows}
 * is less than the block's number of rows, the last row is used several times, in c and in a.
 */
final class FloatVectorBlock6x2Rows {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int STEP = FloatVectorPanels.STEP;
  private static final int LONGEST = FloatVectorTile.LONGEST;

  private FloatVectorBlock6x2Rows() {}

  /** Six rows by two vectors. */
  static void add6x2(
      float[] a, float[] b, int count, Matrix initial, Matrix c, int i, int rows, int j, int last) {
    float[] from = initial.floats();
    int step = initial.rows() == 1 ? 0 : initial.columns();
    float[] to = c.floats();
    int c0 = c.row(i);
    int c1 = c0 + Math.min(1, rows - 1) * c.columns();
    int c2 = c0 + Math.min(2, rows - 1) * c.columns();
    int c3 = c0 + Math.min(3, rows - 1) * c.columns();
    int c4 = c0 + Math.min(4, rows - 1) * c.columns();
    int c5 = c0 + Math.min(5, rows - 1) * c.columns();
    int s0 = initial.offset() + i * step;
    int s1 = s0 + Math.min(1, rows - 1) * step;
    int s2 = s0 + Math.min(2, rows - 1) * step;
    int s3 = s0 + Math.min(3, rows - 1) * step;
    int s4 = s0 + Math.min(4, rows - 1) * step;
    int s5 = s0 + Math.min(5, rows - 1) * step;
    FloatVector x00 = FloatVector.fromArray(SPECIES, from, s0 + j);
    FloatVector x01 = FloatVector.fromArray(SPECIES, from, s0 + last);
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, s1 + j);
    FloatVector x11 = FloatVector.fromArray(SPECIES, from, s1 + last);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, s2 + j);
    FloatVector x21 = FloatVector.fromArray(SPECIES, from, s2 + last);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, s3 + j);
    FloatVector x31 = FloatVector.fromArray(SPECIES, from, s3 + last);
    FloatVector x40 = FloatVector.fromArray(SPECIES, from, s4 + j);
    FloatVector x41 = FloatVector.fromArray(SPECIES, from, s4 + last);
    FloatVector x50 = FloatVector.fromArray(SPECIES, from, s5 + j);
    FloatVector x51 = FloatVector.fromArray(SPECIES, from, s5 + last);
    for (int k = 0; k < count; k++) {
      VarHandle.loadLoadFence();
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, k * STEP);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, k * STEP + LANES);
      FloatVector f0 = FloatVector.broadcast(SPECIES, a[k]);
      x00 = f0.fma(b0, x00);
      x01 = f0.fma(b1, x01);
      VarHandle.loadLoadFence();
      FloatVector f1 = FloatVector.broadcast(SPECIES, a[k + LONGEST]);
      x10 = f1.fma(b0, x10);
      x11 = f1.fma(b1, x11);
      VarHandle.loadLoadFence();
      FloatVector f2 = FloatVector.broadcast(SPECIES, a[k + 2 * LONGEST]);
      x20 = f2.fma(b0, x20);
      x21 = f2.fma(b1, x21);
      VarHandle.loadLoadFence();
      FloatVector f3 = FloatVector.broadcast(SPECIES, a[k + 3 * LONGEST]);
      x30 = f3.fma(b0, x30);
      x31 = f3.fma(b1, x31);
      VarHandle.loadLoadFence();
      FloatVector f4 = FloatVector.broadcast(SPECIES, a[k + 4 * LONGEST]);
      x40 = f4.fma(b0, x40);
      x41 = f4.fma(b1, x41);
      VarHandle.loadLoadFence();
      FloatVector f5 = FloatVector.broadcast(SPECIES, a[k + 5 * LONGEST]);
      x50 = f5.fma(b0, x50);
      x51 = f5.fma(b1, x51);
    }
    x00.intoArray(to, c0 + j);
    x01.intoArray(to, c0 + last);
    x10.intoArray(to, c1 + j);
    x11.intoArray(to, c1 + last);
    x20.intoArray(to, c2 + j);
    x21.intoArray(to, c2 + last);
    x30.intoArray(to, c3 + j);
    x31.intoArray(to, c3 + last);
    x40.intoArray(to, c4 + j);
    x41.intoArray(to, c4 + last);
    x50.intoArray(to, c5 + j);
    x51.intoArray(to, c5 + last);
  }

  /** Four rows by two vectors, for the last rows. */
  static void add4x2(
      float[] a, float[] b, int count, Matrix initial, Matrix c, int i, int rows, int j, int last) {
    float[] from = initial.floats();
    int step = initial.rows() == 1 ? 0 : initial.columns();
    float[] to = c.floats();
    int c0 = c.row(i);
    int c1 = c0 + Math.min(1, rows - 1) * c.columns();
    int c2 = c0 + Math.min(2, rows - 1) * c.columns();
    int c3 = c0 + Math.min(3, rows - 1) * c.columns();
    int s0 = initial.offset() + i * step;
    int s1 = s0 + Math.min(1, rows - 1) * step;
    int s2 = s0 + Math.min(2, rows - 1) * step;
    int s3 = s0 + Math.min(3, rows - 1) * step;
    FloatVector x00 = FloatVector.fromArray(SPECIES, from, s0 + j);
    FloatVector x01 = FloatVector.fromArray(SPECIES, from, s0 + last);
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, s1 + j);
    FloatVector x11 = FloatVector.fromArray(SPECIES, from, s1 + last);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, s2 + j);
    FloatVector x21 = FloatVector.fromArray(SPECIES, from, s2 + last);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, s3 + j);
    FloatVector x31 = FloatVector.fromArray(SPECIES, from, s3 + last);
    for (int k = 0; k < count; k++) {
      VarHandle.loadLoadFence();
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, k * STEP);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, k * STEP + LANES);
      FloatVector f0 = FloatVector.broadcast(SPECIES, a[k]);
      x00 = f0.fma(b0, x00);
      x01 = f0.fma(b1, x01);
      VarHandle.loadLoadFence();
      FloatVector f1 = FloatVector.broadcast(SPECIES, a[k + LONGEST]);
      x10 = f1.fma(b0, x10);
      x11 = f1.fma(b1, x11);
      VarHandle.loadLoadFence();
      FloatVector f2 = FloatVector.broadcast(SPECIES, a[k + 2 * LONGEST]);
      x20 = f2.fma(b0, x20);
      x21 = f2.fma(b1, x21);
      VarHandle.loadLoadFence();
      FloatVector f3 = FloatVector.broadcast(SPECIES, a[k + 3 * LONGEST]);
      x30 = f3.fma(b0, x30);
      x31 = f3.fma(b1, x31);
    }
    x00.intoArray(to, c0 + j);
    x01.intoArray(to, c0 + last);
    x10.intoArray(to, c1 + j);
    x11.intoArray(to, c1 + last);
    x20.intoArray(to, c2 + j);
    x21.intoArray(to, c2 + last);
    x30.intoArray(to, c3 + j);
    x31.intoArray(to, c3 + last);
  }

  /** Six rows by one vector, for an odd number of vectors. */
  static void add6x1(
      float[] a, float[] b, int count, Matrix initial, Matrix c, int i, int rows, int j) {
    float[] from = initial.floats();
    int step = initial.rows() == 1 ? 0 : initial.columns();
    float[] to = c.floats();
    int c0 = c.row(i);
    int c1 = c0 + Math.min(1, rows - 1) * c.columns();
    int c2 = c0 + Math.min(2, rows - 1) * c.columns();
    int c3 = c0 + Math.min(3, rows - 1) * c.columns();
    int c4 = c0 + Math.min(4, rows - 1) * c.columns();
    int c5 = c0 + Math.min(5, rows - 1) * c.columns();
    int s0 = initial.offset() + i * step;
    int s1 = s0 + Math.min(1, rows - 1) * step;
    int s2 = s0 + Math.min(2, rows - 1) * step;
    int s3 = s0 + Math.min(3, rows - 1) * step;
    int s4 = s0 + Math.min(4, rows - 1) * step;
    int s5 = s0 + Math.min(5, rows - 1) * step;
    FloatVector x00 = FloatVector.fromArray(SPECIES, from, s0 + j);
    FloatVector x10 = FloatVector.fromArray(SPECIES, from, s1 + j);
    FloatVector x20 = FloatVector.fromArray(SPECIES, from, s2 + j);
    FloatVector x30 = FloatVector.fromArray(SPECIES, from, s3 + j);
    FloatVector x40 = FloatVector.fromArray(SPECIES, from, s4 + j);
    FloatVector x50 = FloatVector.fromArray(SPECIES, from, s5 + j);
    for (int k = 0; k < count; k++) {
      VarHandle.loadLoadFence();
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, k * STEP);
      FloatVector f0 = FloatVector.broadcast(SPECIES, a[k]);
      x00 = f0.fma(b0, x00);
      VarHandle.loadLoadFence();
      FloatVector f1 = FloatVector.broadcast(SPECIES, a[k + LONGEST]);
      x10 = f1.fma(b0, x10);
      VarHandle.loadLoadFence();
      FloatVector f2 = FloatVector.broadcast(SPECIES, a[k + 2 * LONGEST]);
      x20 = f2.fma(b0, x20);
      VarHandle.loadLoadFence();
      FloatVector f3 = FloatVector.broadcast(SPECIES, a[k + 3 * LONGEST]);
      x30 = f3.fma(b0, x30);
      VarHandle.loadLoadFence();
      FloatVector f4 = FloatVector.broadcast(SPECIES, a[k + 4 * LONGEST]);
      x40 = f4.fma(b0, x40);
      VarHandle.loadLoadFence();
      FloatVector f5 = FloatVector.broadcast(SPECIES, a[k + 5 * LONGEST]);
      x50 = f5.fma(b0, x50);
    }
    x00.intoArray(to, c0 + j);
    x10.intoArray(to, c1 + j);
    x20.intoArray(to, c2 + j);
    x30.intoArray(to, c3 + j);
    x40.intoArray(to, c4 + j);
    x50.intoArray(to, c5 + j);
  }
}

package treecast.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packed panels of the right factor, two vectors wide: for each inner index, the two vectors side
 * by side. Each panel is an array, because the JIT removes range checks from loops whose indices
 * begin at zero.
 *
 * <p>If the number of vectors is odd, the first panel has one vector. The last panel's second
 * vector ends at the last column; it may overlap the first vector, and both compute the same values
 * there.
 */
final class FloatVectorPanels {
  /** Maximum number of panels packed at once; with two vectors of four lanes they have 400 kB. */
  static final int MAX = 16;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Number of elements of a panel for each inner index. */
  static final int STEP = 2 * LANES;

  private final float[][] panels = new float[MAX][0];
  private int from;
  private int end;
  private int count;
  private boolean odd;

  /** Number of panels. */
  int count() {
    return count;
  }

  /** Elements of a panel. */
  float[] panel(int panel) {
    return panels[panel];
  }

  /** Whether a panel has one vector only. */
  boolean isSingle(int panel) {
    return odd && panel == 0;
  }

  /** Column at which a panel's first vector begins. */
  int first(int panel) {
    return from + Math.max(0, panel * STEP - (odd ? LANES : 0));
  }

  /** Column at which a panel's last vector begins. */
  int last(int panel) {
    return isSingle(panel) ? from : Math.min(first(panel) + LANES, end - LANES);
  }

  /**
   * Sets up panels for a range of columns.
   *
   * @param from first column
   * @param end column behind the last one, at least the length of a vector behind the first
   * @param length number of inner indices
   */
  private void layOut(int from, int end, int length) {
    int vectors = (end - from + LANES - 1) / LANES;
    this.from = from;
    this.end = end;
    odd = vectors % 2 == 1;
    count = (vectors + 1) / 2;
    for (int panel = 0; panel < count; panel++) {
      if (panels[panel].length < length * STEP) {
        panels[panel] = new float[length * STEP];
      }
    }
  }

  /**
   * Packs columns {@code from} to {@code end} of rows {@code k} to {@code k + length} of b, row by
   * row.
   */
  void pack(Matrix b, int k, int length, int from, int end) {
    layOut(from, end, length);
    for (int row = 0; row < length; row++) {
      packRow(b.floats(), b.row(k + row), row * STEP);
    }
  }

  private void packRow(float[] b, int row, int at) {
    int panel = 0;
    int column = row + from;
    if (odd) {
      FloatVector.fromArray(SPECIES, b, column).intoArray(panels[0], at);
      column += LANES;
      panel = 1;
    }
    for (; panel < count; panel++, column += STEP) {
      float[] to = panels[panel];
      FloatVector.fromArray(SPECIES, b, column).intoArray(to, at);
      int second = Math.min(column + LANES, row + end - LANES);
      FloatVector.fromArray(SPECIES, b, second).intoArray(to, at + LANES);
    }
  }

  /** Packs the transpose of b: its columns are rows of b, its inner indices columns of b. */
  void packTransposed(Matrix b, int k, int length, int from, int end) {
    layOut(from, end, length);
    for (int panel = 0; panel < count; panel++) {
      packTransposed(b.floats(), b.row(first(panel)) + k, b.columns(), length, panels[panel], 0);
      if (!isSingle(panel)) {
        int second = b.row(last(panel)) + k;
        packTransposed(b.floats(), second, b.columns(), length, panels[panel], LANES);
      }
    }
  }

  /** Packs one vector for each inner index, from as many rows as it has lanes. */
  private static void packTransposed(
      float[] b, int row, int columns, int length, float[] to, int at) {
    int lane = 0;
    for (; lane + 4 <= LANES; lane += 4) {
      packFour(b, row + lane * columns, columns, length, to, at + lane);
    }
    for (; lane < LANES; lane += 2) {
      packTwo(b, row + lane * columns, columns, length, to, at + lane);
    }
  }

  private static void packFour(float[] b, int row0, int columns, int length, float[] to, int at) {
    int row1 = row0 + columns;
    int row2 = row1 + columns;
    int row3 = row2 + columns;
    for (int k = 0; k < length; k++) {
      to[k * STEP + at] = b[row0 + k];
      to[k * STEP + at + 1] = b[row1 + k];
      to[k * STEP + at + 2] = b[row2 + k];
      to[k * STEP + at + 3] = b[row3 + k];
    }
  }

  private static void packTwo(float[] b, int row0, int columns, int length, float[] to, int at) {
    int row1 = row0 + columns;
    for (int k = 0; k < length; k++) {
      to[k * STEP + at] = b[row0 + k];
      to[k * STEP + at + 1] = b[row1 + k];
    }
  }
}

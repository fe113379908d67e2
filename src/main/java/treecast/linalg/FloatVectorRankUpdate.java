package treecast.linalg;

/**
 * Rank-k update: c = initial + a b for k consecutive inner indices, during which a block of c stays
 * in registers. The blocks ({@link FloatVectorBlock8x3} and the smaller ones) are written without
 * loops over their elements, because only local variables stay in registers.
 *
 * <p>A block is identified by its first row {@code i} of c. It begins at column {@code j}; its
 * vectors are adjacent, except that the last one begins at column {@code last} and may overlap the
 * one before it. All initial values, which may be those of c, are read before any of c is written,
 * so both compute the same values.
 *
 * @param a the left factor
 * @param a0 index of its first element
 * @param rowStep distance between rows of a
 * @param step distance between columns of a
 * @param b the right factor
 * @param b0 index of its first element
 * @param bStep distance between rows of b
 * @param columns number of columns of c
 * @param count number of inner indices, k
 * @param initial the initial values
 * @param initial0 index of the first one
 * @param initialStep distance between their rows, 0 if all rows of c have the same
 * @param c the result
 * @param c0 index of its first element
 */
record FloatVectorRankUpdate(
    float[] a,
    int a0,
    int rowStep,
    int step,
    float[] b,
    int b0,
    int bStep,
    int columns,
    int count,
    float[] initial,
    int initial0,
    int initialStep,
    float[] c,
    int c0) {

  /**
   * Update by some inner indices.
   *
   * @param rowStep distance between rows of a (or of its transpose)
   * @param step distance between its columns
   * @param k first inner index
   * @param count number of inner indices
   * @param initial c itself, or one row
   */
  static FloatVectorRankUpdate of(
      Matrix a, int rowStep, int step, Matrix b, int k, int count, Matrix initial, Matrix c) {
    return of(a, rowStep, step, k, b.floats(), b.row(k), b.columns(), count, initial, c);
  }

  /**
   * The same with a part of the right factor.
   *
   * @param b0 index at which the element of the first inner index and column 0 would be
   * @param bStep distance between its rows
   */
  static FloatVectorRankUpdate of(
      Matrix a,
      int rowStep,
      int step,
      int k,
      float[] b,
      int b0,
      int bStep,
      int count,
      Matrix initial,
      Matrix c) {
    return new FloatVectorRankUpdate(
        a.floats(),
        a.offset() + k * step,
        rowStep,
        step,
        b,
        b0,
        bStep,
        c.columns(),
        count,
        initial.floats(),
        initial.offset(),
        initial.rows() == 1 ? 0 : initial.columns(),
        c.floats(),
        c.offset());
  }
}

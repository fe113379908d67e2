package treecast.linalg;

/**
 * One stretch of the inner index, over which the blocks of c that {@link VectorGemm} adds to stay
 * in registers. The blocks ({@link VectorBlock8x3} and its smaller brothers) are written out,
 * because only local variables stay in registers.
 *
 * <p>A block is named by {@code a0}, the index of its first element of the left factor, and {@code
 * c0}, that of the first element of its first row of c. It begins at column {@code j}; its vectors
 * follow one another, except that the last begins at column {@code last} and may overlap the one
 * before it. All of c is read before any of it is written, so both get the same chain.
 *
 * @param a the left factor
 * @param rowStep distance between its rows
 * @param step distance between its columns
 * @param b the right factor
 * @param start index of b's first element of the stretch
 * @param columns columns of b and of c
 * @param count inner indices of the stretch
 * @param c the result
 */
record VectorStretch(
    double[] a, int rowStep, int step, double[] b, int start, int columns, int count, double[] c) {}

package treecast.linalg;

/**
 * Rank-k update: c += a b for k consecutive inner indices, during which a block of c stays in
 * registers. The blocks ({@link FloatVectorBlock8x3} and the smaller ones) are written without
 * loops over their elements, because only local variables stay in registers.
 *
 * <p>A block is identified by {@code a0}, the index of its first element of the left factor, and
 * {@code c0}, the index of the first element of its first row of c. It begins at column {@code j};
 * its vectors are adjacent, except that the last one begins at column {@code last} and may overlap
 * the one before it. All of c is read before any of it is written, so both compute the same values.
 *
 * @param a the left factor
 * @param rowStep distance between rows of a
 * @param step distance between columns of a
 * @param b the right factor
 * @param start index of the first element of b
 * @param columns number of columns of b and c
 * @param count number of inner indices, k
 * @param c the result
 */
record FloatVectorRankUpdate(
    float[] a, int rowStep, int step, float[] b, int start, int columns, int count, float[] c) {}

/**
 * Matrices, products, windows of images and random numbers: the mathematics below the layers.
 *
 * <p>Input: matrices of doubles in row-major order, seeds and positions. Output: products and
 * element-wise functions with the same bits on every machine, and random numbers that are pure
 * functions of a seed and a position. The fastest implementation is chosen when the class is
 * loaded.
 *
 * <p>Read first: {@link treecast.linalg.Matrix}; {@link treecast.linalg.Gemm}, which defines the
 * product and its order of summation; {@link treecast.linalg.RandomStream}. Imports no other
 * package of Treecast.
 */
package treecast.linalg;

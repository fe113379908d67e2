/**
 * Exchange of weights with other libraries: files that NumPy and PyTorch write and read.
 *
 * <p>Input: bytes of a file, and a name for messages. Output: named arrays of numbers, from which a
 * model is made; and the other way round. Nothing in such a file is executed, and no more is
 * allocated than the file can hold.
 *
 * <p>Read first: {@link treecast.exchange.NumericArray}; {@link treecast.exchange.Npz}.
 *
 * <p>Internal: programs use it through the command line; it may change in any version.
 */
package treecast.exchange;

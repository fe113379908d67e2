package treecast.linalg;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;

/**
 * Flat array of doubles or of floats: the storage of matrices, weights and gradients in a {@link
 * Precision}.
 *
 * <p>Numbers are read and written as doubles, whatever is stored: every float is a double, and an
 * array of floats rounds a number to the nearest float when it is written. Code that uses {@link
 * #get} and {@link #set} therefore computes in double and rounds its result, and has the same bits
 * on every machine. Two arrays of one operation have the same precision.
 */
public sealed interface FlatArray extends Serializable permits DoubleArray, FloatArray {

  Precision precision();

  int length();

  double get(int index);

  void set(int index, double value);

  /** Adds to an element; an array of floats rounds the sum. */
  default void add(int index, double value) {
    set(index, get(index) + value);
  }

  /**
   * The array of doubles that this is.
   *
   * @throws UnsupportedOperationException if it holds floats
   */
  double[] doubles();

  /**
   * The array of floats that this is.
   *
   * @throws UnsupportedOperationException if it holds doubles
   */
  float[] floats();

  /** The numbers as doubles: the array itself if it holds doubles, else a copy. */
  double[] widened();

  /**
   * The numbers as doubles: the array itself if it holds doubles, else the buffer, or a new array
   * if that has another length.
   */
  double[] widened(double[] buffer);

  /** Sets the elements {@code from} to {@code to}, exclusive. */
  void fill(int from, int to, double value);

  /**
   * Sets runs of {@code count} neighbouring elements, of which the first ones are at a distance of
   * {@code stride}.
   */
  void fillRuns(int from, int count, int stride, int runs, double value);

  /** Writes doubles from {@code at} on. */
  void put(int at, double[] values, int from, int count);

  /** Copies elements to another array. */
  void copyTo(int from, FlatArray to, int at, int count);

  /** Adds another array of the same length to this one, element by element. */
  void addAll(FlatArray other);

  /** Copies elements at a distance of {@code stride} to neighbouring ones of another array. */
  void copyStrided(int from, int stride, FlatArray to, int at, int count);

  /** Adds neighbouring elements to those of another array at a distance of {@code stride}. */
  void addStrided(int from, FlatArray to, int at, int stride, int count);

  /**
   * Compares elements at a distance of {@code stride} with those of some indices, and replaces each
   * index whose element is smaller.
   *
   * @param at position of the first index
   */
  void keepLarger(int from, int stride, int[] indices, int at, int count);

  /** Copies the elements of some indices to the first elements of another array. */
  void gather(int[] indices, FlatArray to, int count);

  /**
   * Adds neighbouring elements to those of another array.
   *
   * @param indices indices in the other array, less {@code shift}
   */
  void scatterAdd(int from, FlatArray to, int[] indices, int shift, int count);

  /** Little-endian bytes of the elements, piece by piece. */
  void encode(RawDoubles.Sink sink) throws IOException;

  /** Writes the bytes of a number, the number of elements, and the elements. */
  default void write(ObjectOutput out) throws IOException {
    out.writeByte(precision().bytes());
    out.writeInt(length());
    encode((bytes, count) -> out.write(bytes, 0, count));
  }

  /** Reads an array that {@link #write} wrote. */
  static FlatArray read(ObjectInput in) throws IOException {
    int size = in.readByte();
    int length = in.readInt();
    RawDoubles.Source source = (into, count) -> in.readFully(into, 0, count);
    return size == Precision.DOUBLE.bytes()
        ? new DoubleArray(RawDoubles.decode(length, source))
        : FloatArray.decode(length, source);
  }
}

package treecast.data;

import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import treecast.linalg.Matrix;
import treecast.linalg.RawDoubles;

/**
 * Rows in a file on this machine's disk, for which there is no room in memory: a minibatch reads
 * its own rows alone. Bytes stay bytes, and other numbers are doubles, so the inputs have the same
 * bits as those of rows in memory. On its way to another machine the object takes its rows along.
 */
final class StoredRows implements Rows {
  private static final long serialVersionUID = 1L;

  /** Number of bytes that are read at once. */
  private static final int PIECE = 1 << 20;

  private final int features;
  private final boolean bytes;
  private final int count;
  private transient File file;

  /**
   * Rows of a file.
   *
   * @param bytes whether a feature is a byte; else it is a double, in little-endian order
   * @param count number of rows
   */
  StoredRows(int features, boolean bytes, int count, File file) {
    this.features = features;
    this.bytes = bytes;
    this.count = count;
    this.file = file;
  }

  @Override
  public int features() {
    return features;
  }

  /** Length of a row in the file. */
  private long length() {
    return (long) features * (bytes ? 1 : Double.BYTES);
  }

  /**
   * Writes rows, at any places.
   *
   * @param rows rows in memory
   * @param from index of the first of them
   * @param at index at which they are stored
   */
  void put(RandomAccessFile open, Rows rows, int from, int number, long at) throws IOException {
    open.seek(at * length());
    if (bytes) {
      open.write(((ByteRows) rows).bytes(), from * features, number * features);
      return;
    }
    int most = (int) Math.max(1, Math.min(number, PIECE / length()));
    byte[] piece = new byte[Math.toIntExact(most * length())];
    double[] row = new double[features];
    for (int next = 0; next < number; next += most) {
      int some = Math.min(most, number - next);
      ByteBuffer buffer = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < some; i++) {
        RealRows.copy(rows, from + next + i, row);
        buffer.asDoubleBuffer().put(row);
        buffer.position(buffer.position() + row.length * Double.BYTES);
      }
      open.write(piece, 0, buffer.position());
    }
  }

  @Override
  public void gather(int[] rows, Matrix x) {
    int most = (int) Math.max(1, Math.min(x.rows(), PIECE / length()));
    byte[] piece = new byte[Math.toIntExact(most * length())];
    int[] inPiece = new int[most];
    for (int i = 0; i < most; i++) {
      inPiece[i] = i;
    }
    try (RandomAccessFile open = new RandomAccessFile(file, "r")) {
      for (int next = 0; next < x.rows(); next += most) {
        int some = Math.min(most, x.rows() - next);
        read(open, rows, next, some, piece);
        Matrix part = new Matrix(x.array(), x.row(next), some, features);
        inMemory(piece, some).gather(inPiece, part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads rows, those that follow one another at once. */
  private void read(RandomAccessFile open, int[] rows, int from, int number, byte[] into)
      throws IOException {
    int length = Math.toIntExact(length());
    int begin = 0;
    while (begin < number) {
      int end = begin + 1;
      while (end < number && rows[from + end] == rows[from + end - 1] + 1) {
        end++;
      }
      open.seek(rows[from + begin] * length());
      open.readFully(into, begin * length, (end - begin) * length);
      begin = end;
    }
  }

  private Rows inMemory(byte[] piece, int number) throws IOException {
    if (bytes) {
      return new ByteRows(features, piece);
    }
    int[] at = {0};
    double[] values =
        RawDoubles.decode(
            number * features,
            (into, size) -> {
              System.arraycopy(piece, at[0], into, 0, size);
              at[0] += size;
            });
    return new RealRows(features, values);
  }

  @Override
  public Rows first(int rows) {
    return new StoredRows(features, bytes, Math.min(rows, count), file);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    byte[] piece = new byte[PIECE];
    try (RandomAccessFile open = new RandomAccessFile(file, "r")) {
      for (long left = count * length(); left > 0; left -= piece.length) {
        int size = (int) Math.min(left, piece.length);
        open.readFully(piece, 0, size);
        out.write(piece, 0, size);
      }
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    file = File.createTempFile("treecast-rows-", "");
    file.deleteOnExit();
    byte[] piece = new byte[PIECE];
    try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
      for (long left = count * length(); left > 0; left -= piece.length) {
        int size = (int) Math.min(left, piece.length);
        in.readFully(piece, 0, size);
        open.write(piece, 0, size);
      }
    }
  }
}

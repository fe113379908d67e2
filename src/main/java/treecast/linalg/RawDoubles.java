package treecast.linalg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Binary encoding of arrays of doubles for networks and files: little-endian bytes. Large arrays
 * are encoded and decoded piece by piece, so that their bytes are never in memory as a whole.
 */
public final class RawDoubles {
  /** Number of elements of a piece. */
  static final int PIECE = 1 << 13;

  private RawDoubles() {}

  /** Receiver of pieces. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes the next bytes.
     *
     * @param bytes a buffer that is used again afterwards
     * @param count number of its first bytes that count
     */
    void take(byte[] bytes, int count) throws IOException;
  }

  /** Giver of pieces. */
  @FunctionalInterface
  public interface Source {
    /**
     * Gives the next bytes.
     *
     * @param into buffer whose first bytes it fills
     * @param count number of bytes wanted, all of which it gives
     */
    void give(byte[] into, int count) throws IOException;
  }

  /** Encodes an array. */
  public static byte[] encode(double[] values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Double.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return bytes;
  }

  /** Encodes an array piece by piece. */
  public static void encode(double[] values, Sink sink) throws IOException {
    byte[] bytes = new byte[Math.min(PIECE, values.length) * Double.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < values.length; at += PIECE) {
      int count = Math.min(PIECE, values.length - at);
      buffer.asDoubleBuffer().put(values, at, count);
      sink.take(bytes, count * Double.BYTES);
    }
  }

  /** Decodes an array piece by piece. */
  public static double[] decode(int length, Source source) throws IOException {
    double[] values = new double[length];
    byte[] bytes = new byte[Math.min(PIECE, length) * Double.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < length; at += PIECE) {
      int count = Math.min(PIECE, length - at);
      source.give(bytes, count * Double.BYTES);
      buffer.asDoubleBuffer().get(values, at, count);
    }
    return values;
  }
}

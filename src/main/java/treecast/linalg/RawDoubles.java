package treecast.linalg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Binary encoding of arrays of doubles for networks and files: little-endian bytes. */
public final class RawDoubles {
  private RawDoubles() {}

  /** Encodes an array. */
  public static byte[] encode(double[] values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Double.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return bytes;
  }

  /** The array that {@link #encode} made these bytes of. */
  public static double[] decode(byte[] bytes) {
    double[] values = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }
}

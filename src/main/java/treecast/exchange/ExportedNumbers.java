package treecast.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import treecast.linalg.Precision;

/** Numbers in an exported file, little-endian, rounded to the nearest of its precision. */
final class ExportedNumbers {
  private ExportedNumbers() {}

  /**
   * Bytes of numbers.
   *
   * @param name what they are, for messages
   * @throws ExportException if a finite number is too large for the precision, or if there are more
   *     than one array of bytes holds
   */
  static byte[] bytes(String name, double[] values, Precision precision) {
    requireHeld(name, values, precision);
    if (values.length > (Integer.MAX_VALUE - Long.BYTES) / precision.bytes()) {
      throw new ExportException(
          "%s: expected an array of less than 2 GiB, found %,d numbers"
              .formatted(name, values.length));
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * precision.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    put(values, precision, bytes);
    return bytes.array();
  }

  /** Puts numbers into a buffer; single precision rounds them. */
  static void put(double[] values, Precision precision, ByteBuffer bytes) {
    for (double value : values) {
      if (precision == Precision.SINGLE) {
        bytes.putFloat((float) value);
      } else {
        bytes.putDouble(value);
      }
    }
  }

  /**
   * Checks that numbers stay finite in a precision.
   *
   * @throws ExportException if one does not
   */
  static void requireHeld(String name, double[] values, Precision precision) {
    for (double value : values) {
      if (precision == Precision.SINGLE
          && Double.isFinite(value)
          && Float.isInfinite((float) value)) {
        throw new ExportException(
            "%s: expected numbers that single precision holds, found %s; double precision holds it"
                .formatted(name, value));
      }
    }
  }
}

package treecast.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Precision of the numbers in an exported file. */
public enum Precision {
  /** 32 bits: float, float32. */
  SINGLE(Float.BYTES, "float32"),
  /** 64 bits: double, float64, as in a model. */
  DOUBLE(Double.BYTES, "float64");

  private final int size;
  private final String type;

  Precision(int size, String type) {
    this.size = size;
    this.type = type;
  }

  /** Name of this precision on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of the type of a number in NumPy. */
  public String type() {
    return type;
  }

  /** Number of bytes of a number. */
  int size() {
    return size;
  }

  /**
   * Numbers as little-endian bytes, rounded to the nearest of this precision.
   *
   * @param name what they are, for messages
   * @throws ExportException if a finite number is too large for this precision, or if there are
   *     more than one array of bytes holds
   */
  byte[] bytes(String name, double[] values) {
    requireHeld(name, values);
    if (values.length > (Integer.MAX_VALUE - Long.BYTES) / size) {
      throw new ExportException(
          "%s: expected an array of less than 2 GiB, found %,d numbers"
              .formatted(name, values.length));
    }
    ByteBuffer bytes = ByteBuffer.allocate(values.length * size).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      if (this == SINGLE) {
        bytes.putFloat((float) value);
      } else {
        bytes.putDouble(value);
      }
    }
    return bytes.array();
  }

  /**
   * Checks that numbers stay finite in this precision.
   *
   * @throws ExportException if one does not
   */
  void requireHeld(String name, double[] values) {
    for (double value : values) {
      if (this == SINGLE && Double.isFinite(value) && Float.isInfinite((float) value)) {
        throw new ExportException(
            "%s: expected numbers that single precision holds, found %s; double precision holds it"
                .formatted(name, value));
      }
    }
  }
}

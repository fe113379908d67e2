package treecast.exchange;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Type of the elements of an array in a file. Floating-point numbers of any width become doubles
 * without rounding; whole numbers of more than 53 bits are rounded.
 */
enum NumericType {
  FLOAT64("f8", "F64", 8, ByteBuffer::getDouble),
  FLOAT32("f4", "F32", 4, ByteBuffer::getFloat),
  FLOAT16("f2", "F16", 2, (bytes, at) -> half(bytes.getShort(at))),
  BFLOAT16("", "BF16", 2, (bytes, at) -> Float.intBitsToFloat(bytes.getShort(at) << 16)),
  INT64("i8", "I64", 8, ByteBuffer::getLong),
  INT32("i4", "I32", 4, ByteBuffer::getInt),
  INT16("i2", "I16", 2, ByteBuffer::getShort),
  INT8("i1", "I8", 1, ByteBuffer::get),
  UINT32("u4", "U32", 4, (bytes, at) -> Integer.toUnsignedLong(bytes.getInt(at))),
  UINT16("u2", "U16", 2, (bytes, at) -> Short.toUnsignedInt(bytes.getShort(at))),
  UINT8("u1", "U8", 1, (bytes, at) -> Byte.toUnsignedInt(bytes.get(at)));

  /** Element at a byte offset, in the byte order of the buffer. */
  private interface Reader {
    double get(ByteBuffer bytes, int at);
  }

  private static final int HALF_FRACTION = 10;
  private static final int HALF_EXPONENT = 0x1f;

  private final String npy;
  private final String safetensors;
  private final int size;

  @SuppressWarnings("ImmutableEnumChecker") // the functions above have no state
  private final Reader reader;

  NumericType(String npy, String safetensors, int size, Reader reader) {
    this.npy = npy;
    this.safetensors = safetensors;
    this.size = size;
    this.reader = reader;
  }

  /** Number of bytes of an element. */
  int size() {
    return size;
  }

  /** Type by its name in an npy header without byte order, such as {@code f8}. */
  static Optional<NumericType> ofNpy(String name) {
    return name.isEmpty()
        ? Optional.empty()
        : Arrays.stream(values()).filter(type -> type.npy.equals(name)).findFirst();
  }

  /** Type by its name in a safetensors header, such as {@code F64}. */
  static Optional<NumericType> ofSafetensors(String name) {
    return Arrays.stream(values()).filter(type -> type.safetensors.equals(name)).findFirst();
  }

  /** Elements of a buffer from its position on, as many as its remaining bytes hold. */
  double[] values(ByteBuffer bytes) {
    double[] values = new double[bytes.remaining() / size];
    for (int i = 0; i < values.length; i++) {
      values[i] = reader.get(bytes, bytes.position() + i * size);
    }
    return values;
  }

  /** IEEE 754 half precision: 1 bit of sign, 5 of exponent, 10 of fraction. */
  private static double half(short bits) {
    int exponent = bits >> HALF_FRACTION & HALF_EXPONENT;
    int fraction = bits & (1 << HALF_FRACTION) - 1;
    double magnitude;
    if (exponent == HALF_EXPONENT) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((double) fraction, -24);
    } else {
      magnitude = Math.scalb((double) (fraction | 1 << HALF_FRACTION), exponent - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}

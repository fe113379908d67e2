package treecast.exchange;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Type of the elements of an array in a file. Floating-point numbers of any width become doubles
 * without rounding; whole numbers of more than 53 bits are rounded.
 */
enum NumericType {
  FLOAT64("f8", "F64", 8) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.getDouble(at);
    }
  },
  FLOAT32("f4", "F32", 4) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.getFloat(at);
    }
  },
  FLOAT16("f2", "F16", 2) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return half(bytes.getShort(at));
    }
  },
  BFLOAT16("", "BF16", 2) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return Float.intBitsToFloat(bytes.getShort(at) << 16);
    }
  },
  INT64("i8", "I64", 8) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.getLong(at);
    }
  },
  INT32("i4", "I32", 4) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.getInt(at);
    }
  },
  INT16("i2", "I16", 2) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.getShort(at);
    }
  },
  INT8("i1", "I8", 1) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.get(at);
    }
  },
  UINT32("u4", "U32", 4) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return Integer.toUnsignedLong(bytes.getInt(at));
    }
  },
  UINT16("u2", "U16", 2) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return Short.toUnsignedInt(bytes.getShort(at));
    }
  },
  UINT8("u1", "U8", 1) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return Byte.toUnsignedInt(bytes.get(at));
    }
  };

  private static final int HALF_FRACTION = 10;
  private static final int HALF_EXPONENT = 0x1f;

  private final String npy;
  private final String safetensors;
  private final int size;

  NumericType(String npy, String safetensors, int size) {
    this.npy = npy;
    this.safetensors = safetensors;
    this.size = size;
  }

  /** Element at a byte offset, in the byte order of the buffer. */
  abstract double get(ByteBuffer bytes, int at);

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
      values[i] = get(bytes, bytes.position() + i * size);
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

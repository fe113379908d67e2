package treecast.source;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Type of the numbers in an IDX file, which are big-endian. */
enum IdxType {
  UNSIGNED_BYTE(0x08, 1, "unsigned bytes"),
  SIGNED_BYTE(0x09, 1, "signed bytes"),
  SHORT(0x0b, 2, "16-bit integers"),
  INT(0x0c, 4, "32-bit integers"),
  FLOAT(0x0d, 4, "32-bit floats"),
  DOUBLE(0x0e, 8, "64-bit floats");

  private final int code;
  private final int bytes;
  private final String title;

  IdxType(int code, int bytes, String title) {
    this.code = code;
    this.bytes = bytes;
    this.title = title;
  }

  /** Type with a code; empty if there is none. */
  static Optional<IdxType> of(byte code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** Number of bytes of a number. */
  int bytes() {
    return bytes;
  }

  /** Name for people. */
  String title() {
    return title;
  }

  /** Reads the next number. */
  double next(ByteBuffer in) {
    return switch (this) {
      case UNSIGNED_BYTE -> Byte.toUnsignedInt(in.get());
      case SIGNED_BYTE -> in.get();
      case SHORT -> in.getShort();
      case INT -> in.getInt();
      case FLOAT -> in.getFloat();
      case DOUBLE -> in.getDouble();
    };
  }
}

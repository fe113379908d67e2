package treecast.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Message in the wire format of Protocol Buffers, while it is built: each field is a tag, which is
 * the field's number times 8 plus the kind of its value, and the value. Fields are written in the
 * order in which they are added.
 */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final List<byte[]> parts = new ArrayList<>();
  private long size;

  /** Adds a whole number, or the number of an enum's constant. */
  ProtobufMessage number(int field, long value) {
    return tag(field, VARINT).add(varint(value));
  }

  /** Adds a number of single precision. */
  ProtobufMessage real(int field, float value) {
    return tag(field, FIXED32)
        .add(
            ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
  }

  /** Adds a text. */
  ProtobufMessage text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes, which are not copied. */
  ProtobufMessage bytes(int field, byte[] bytes) {
    return tag(field, LENGTH_DELIMITED).add(varint(bytes.length)).add(bytes);
  }

  /** Adds a message as it is now. */
  ProtobufMessage message(int field, ProtobufMessage message) {
    return tag(field, LENGTH_DELIMITED).add(varint(message.size)).append(message);
  }

  /** Adds the fields of a message as they are now. */
  ProtobufMessage append(ProtobufMessage message) {
    parts.addAll(message.parts);
    size += message.size;
    return this;
  }

  /** Number of bytes. */
  long size() {
    return size;
  }

  /** All bytes, which are fewer than 2 GiB. */
  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
    parts.forEach(bytes::put);
    return bytes.array();
  }

  private ProtobufMessage tag(int field, int kind) {
    return add(varint(((long) field << 3) | kind));
  }

  private ProtobufMessage add(byte[] bytes) {
    parts.add(bytes);
    size += bytes.length;
    return this;
  }

  /** Seven bits a byte, the lowest first; all bytes but the last have their highest bit set. */
  private static byte[] varint(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }
}

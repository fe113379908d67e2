package treecast.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import treecast.data.DataException;
import treecast.data.Excerpt;
import treecast.linalg.Precision;

/**
 * File of one array in NumPy's npy format: a magic number, a version, the length of a header, the
 * header (a Python dictionary with {@code descr}, {@code fortran_order} and {@code shape}), and the
 * elements. Versions 1 to 3 are read; version 1 with C order and little-endian bytes is written.
 * Arrays of objects, which are pickled, are refused.
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int VERSIONS = 3;
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{((?:\\s*'\\w+'\\s*:\\s*(?:'[^']*'|\\w+|\\([^()]*\\))\\s*,?)*)\\s*\\}\\s*");
  private static final Pattern FIELD =
      Pattern.compile("'(\\w+)'\\s*:\\s*('[^']*'|\\w+|\\([^()]*\\))");

  private Npy() {}

  /**
   * Decodes an array.
   *
   * @param where the file's name, for messages
   * @throws DataException if the bytes are not those of a numeric array
   */
  static NumericArray decode(byte[] bytes, String where) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    String header = header(file, where);
    String descr = field(header, "descr", where);
    NumericType type = type(descr, where);
    boolean fortran = truth(field(header, "fortran_order", where), where);
    List<Integer> shape = shape(field(header, "shape", where), where);
    long expected = NumericArray.elements(shape, where) * (long) type.size();
    if (file.remaining() != expected) {
      throw new DataException(
          "%s: expected %d bytes of elements for the shape %s of type %s, found %d"
              .formatted(where, expected, NumericArray.text(shape), descr, file.remaining()));
    }
    file.order(descr.startsWith("'>") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] values = type.values(file);
    return new NumericArray(shape, fortran ? rowMajor(shape, values) : values);
  }

  private static String header(ByteBuffer file, String where) {
    byte[] magic = new byte[MAGIC.length];
    if (file.remaining() < MAGIC.length + 4) {
      throw new DataException(
          "%s: expected an npy file, found %d bytes".formatted(where, file.remaining()));
    }
    file.get(magic);
    int version = file.get();
    int minor = file.get();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > VERSIONS || minor != 0) {
      throw new DataException(
          where + ": expected an npy file of version 1.0, 2.0 or 3.0, found something else");
    }
    long length = version == 1 ? file.getShort() & 0xffff : longLength(file);
    if (length > file.remaining()) {
      throw new DataException(
          "%s: expected a header of %d bytes, found %d".formatted(where, length, file.remaining()));
    }
    byte[] text = new byte[(int) length];
    file.get(text);
    return new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private static long longLength(ByteBuffer file) {
    return file.remaining() < Integer.BYTES
        ? Long.MAX_VALUE
        : Integer.toUnsignedLong(file.getInt());
  }

  private static String field(String header, String name, String where) {
    String found = null;
    // A header is a few words long; a longer one is not matched, as patterns recurse.
    if (header.length() < 1 << 16 && header.lines().count() < 3) {
      Matcher fields = FIELD.matcher(header);
      int count = 0;
      while (fields.find()) {
        count++;
        found = fields.group(1).equals(name) ? fields.group(2) : found;
      }
      found = count == 3 && HEADER.matcher(header).matches() ? found : null;
    }
    if (found == null) {
      throw new DataException(
          "%s: expected a header with descr, fortran_order and shape, found %s"
              .formatted(where, Excerpt.of(header)));
    }
    return found;
  }

  private static NumericType type(String descr, String where) {
    String name = descr.matches("'[<>|=]..'") ? descr.substring(2, 4) : "";
    return NumericType.ofNpy(name)
        .filter(type -> descr.charAt(1) != '=' && (descr.charAt(1) != '|' || type.size() == 1))
        .orElseThrow(
            () ->
                new DataException(
                    "%s: expected numbers (descr '<f4', '<f8', ...), found descr %s%s"
                        .formatted(
                            where,
                            Excerpt.of(descr),
                            descr.contains("O") ? ", pickled objects, which are not read" : "")));
  }

  private static boolean truth(String text, String where) {
    return switch (text) {
      case "True" -> true;
      case "False" -> false;
      default ->
          throw new DataException(
              "%s: expected fortran_order True or False, found %s"
                  .formatted(where, Excerpt.of(text)));
    };
  }

  private static List<Integer> shape(String text, String where) {
    List<Integer> shape = new ArrayList<>();
    try {
      if (!text.startsWith("(")) {
        throw new NumberFormatException(text);
      }
      String inside = text.substring(1, text.length() - 1).strip();
      for (String dimension : inside.isEmpty() ? new String[0] : inside.split(",")) {
        shape.add(Integer.parseInt(dimension.strip()));
      }
      return shape;
    } catch (NumberFormatException e) {
      throw new DataException(
          "%s: expected a shape of whole numbers below 2^31, found %s"
              .formatted(where, Excerpt.of(text)),
          e);
    }
  }

  /** Elements of Fortran order, where the first index moves fastest, in row-major order. */
  private static double[] rowMajor(List<Integer> shape, double[] fortran) {
    double[] values = new double[fortran.length];
    int[] index = new int[shape.size()];
    for (int at = 0; at < values.length; at++) {
      int from = 0;
      for (int d = shape.size() - 1; d >= 0; d--) {
        from = from * shape.get(d) + index[d];
      }
      values[at] = fortran[from];
      for (int d = shape.size() - 1; d >= 0 && ++index[d] == shape.get(d); d--) {
        index[d] = 0;
      }
    }
    return values;
  }

  /**
   * Encodes an array.
   *
   * @param precision single rounds the elements to float32; double writes float64
   */
  static byte[] encode(NumericArray array, Precision precision) {
    String numbers = String.join(", ", array.shape().stream().map(String::valueOf).toList());
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted("<f" + precision.bytes(), numbers, array.shape().size() == 1 ? "," : "");
    int before = MAGIC.length + 4;
    int length = (before + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    int size = precision.bytes();
    byte[] bytes = new byte[Math.addExact(length, Math.multiplyExact(array.values().length, size))];
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - before));
    file.put(header.getBytes(StandardCharsets.US_ASCII));
    while (file.position() < length - 1) {
      file.put((byte) ' ');
    }
    file.put((byte) '\n');
    ExportedNumbers.put(array.values(), precision, file);
    return bytes;
  }
}

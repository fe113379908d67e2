package treecast.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import treecast.linalg.Precision;
import treecast.linalg.RawDoubles;

/**
 * Safetensors file of one-dimensional arrays: the length of a JSON header (64 bits, little-endian),
 * the header with each array's type, shape and place, then the arrays as little-endian doubles.
 *
 * @param metadata words about the arrays, which stand in the header's {@code __metadata__}
 * @param arrays by name, in the order in which they stand in the file
 */
public record Safetensors(Map<String, String> metadata, Map<String, double[]> arrays) {
  /** Where the metadata stands in a header. */
  public static final String METADATA = "__metadata__";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Writes the whole file; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode about = header.putObject(METADATA);
    metadata.forEach((String name, String value) -> about.put(name, value));
    long begin = 0;
    for (Map.Entry<String, double[]> array : arrays.entrySet()) {
      int size = array.getValue().length;
      header.set(array.getKey(), entry(List.of(size), begin));
      begin += (long) size * Double.BYTES;
    }
    byte[] json = padded(header.toString());
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .array());
    out.write(json);
    for (double[] array : arrays.values()) {
      RawDoubles.encode(array, (bytes, count) -> out.write(bytes, 0, count));
    }
  }

  /**
   * Reads a whole file. No more is allocated than the file is long.
   *
   * @param length of the file in bytes
   * @param where the file's name, for messages
   * @throws DataException if the bytes are not such a file
   */
  public static Safetensors read(InputStream in, long length, String where) throws IOException {
    byte[] first = in.readNBytes(Long.BYTES);
    byte[] json =
        in.readNBytes(
            headerLength(ByteBuffer.wrap(first), Math.max(0, length - Long.BYTES), where));
    JsonNode header = parsed(json, where);
    Map<String, Integer> sizes = sizes(header, length - Long.BYTES - json.length, where);
    Map<String, double[]> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> array : sizes.entrySet()) {
      RawDoubles.Source source =
          (into, count) -> {
            if (in.readNBytes(into, 0, count) < count) {
              throw new DataException(where + ": expected %d bytes, found fewer".formatted(length));
            }
          };
      arrays.put(array.getKey(), RawDoubles.decode(array.getValue(), source));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> word : header.path(METADATA).properties()) {
      metadata.put(word.getKey(), word.getValue().asText());
    }
    return new Safetensors(metadata, arrays);
  }

  /** Number of values of each array that a header names; together they fill the file. */
  private static Map<String, Integer> sizes(JsonNode header, long bytes, String where) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    long begin = 0;
    for (Map.Entry<String, JsonNode> array : header.properties()) {
      if (!array.getKey().equals(METADATA)) {
        int size = array.getValue().path("shape").path(0).asInt(-1);
        JsonNode expected = size < 0 ? null : entry(List.of(size), begin);
        begin += (long) size * Double.BYTES;
        if (!array.getValue().equals(expected)) {
          throw new DataException(
              "%s: expected the place of an array, found %s for %s"
                  .formatted(where, array.getValue(), array.getKey()));
        }
        sizes.put(array.getKey(), size);
      }
    }
    if (begin != bytes) {
      throw new DataException(
          "%s: expected %d bytes of arrays, found %d".formatted(where, begin, bytes));
    }
    return sizes;
  }

  /**
   * The length of the JSON header, which is read.
   *
   * @param file a file from its first byte, 8 bytes of it or more
   * @param behind bytes of the file behind these 8
   * @throws DataException if the file is too short for it
   */
  public static int headerLength(ByteBuffer file, long behind, String where) {
    long length =
        file.remaining() < Long.BYTES ? -1 : file.order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > Math.min(behind, Integer.MAX_VALUE - Long.BYTES)) {
      throw new DataException(where + ": expected a safetensors file, found something else");
    }
    return (int) length;
  }

  /**
   * What a header says.
   *
   * @throws DataException if it is no JSON
   */
  public static JsonNode parsed(byte[] json, String where) {
    try {
      return JSON.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new DataException(
          where + ": expected a safetensors header, found " + e.getOriginalMessage(), e);
    }
  }

  /** What a header says of an array of doubles. */
  public static ObjectNode entry(List<Integer> shape, long begin) {
    return entry(shape, begin, Precision.DOUBLE);
  }

  /**
   * What a header says of an array.
   *
   * @param begin where its bytes begin behind the header
   */
  public static ObjectNode entry(List<Integer> shape, long begin, Precision precision) {
    String type = precision == Precision.SINGLE ? "F32" : "F64";
    ObjectNode entry = JSON.createObjectNode().put("dtype", type);
    shape.forEach(entry.putArray("shape")::add);
    long bytes =
        shape.stream().mapToLong(Integer::longValue).reduce(precision.bytes(), Math::multiplyExact);
    ArrayNode offsets = entry.putArray("data_offsets");
    for (long offset : new long[] {begin, begin + bytes}) {
      // A number that was parsed is equal only to one of its own type.
      if (offset == (int) offset) {
        offsets.add((int) offset);
      } else {
        offsets.add(offset);
      }
    }
    return entry;
  }

  /** The bytes of a header: blanks behind it bring the arrays to a multiple of eight bytes. */
  public static byte[] padded(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}

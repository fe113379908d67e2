package treecast.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import treecast.data.DataException;
import treecast.data.Excerpt;
import treecast.data.Safetensors;

/**
 * Safetensors file of arrays of any numeric type and any number of dimensions, as other libraries
 * write it. Together the arrays fill the file, without holes and without overlapping.
 */
final class SafetensorsArrays {
  private SafetensorsArrays() {}

  private record Section(String name, NumericType type, List<Integer> shape, long begin, long end) {
    NumericArray array(ByteBuffer behind) {
      ByteBuffer bytes = behind.slice((int) begin, (int) (end - begin));
      return new NumericArray(shape, type.values(bytes.order(ByteOrder.LITTLE_ENDIAN)));
    }
  }

  /**
   * Decodes all arrays and the metadata.
   *
   * @param where the file's name, for messages
   * @return the arrays in the order in which the header names them, which is not that of a network
   * @throws DataException if the bytes are not such a file
   */
  static WeightsFile decode(byte[] bytes, String where) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long behind = Math.max(0, file.remaining() - Long.BYTES);
    byte[] json = new byte[Safetensors.headerLength(file, behind, where)];
    file.get(json);
    JsonNode header = Safetensors.parsed(json, where);
    if (!header.isObject()) {
      throw new DataException(where + ": expected a safetensors header, found something else");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Section> sections = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (entry.getKey().equals(Safetensors.METADATA)) {
        entry.getValue().properties().forEach(w -> metadata.put(w.getKey(), w.getValue().asText()));
      } else {
        sections.add(section(entry.getKey(), entry.getValue(), where));
      }
    }
    requireWhole(sections, file.remaining(), where);
    ByteBuffer content = file.slice();
    Map<String, NumericArray> arrays = new LinkedHashMap<>();
    sections.forEach(section -> arrays.put(section.name(), section.array(content)));
    return new WeightsFile(metadata, arrays, false);
  }

  private static Section section(String name, JsonNode entry, String where) {
    String array = "%s: array %s".formatted(where, Excerpt.plain(name));
    NumericType type =
        NumericType.ofSafetensors(entry.path("dtype").asText())
            .orElseThrow(
                () ->
                    new DataException(
                        "%s: expected numbers (F32, F64, ...), found dtype %s"
                            .formatted(array, Excerpt.of(entry.path("dtype").asText()))));
    List<Integer> shape = new ArrayList<>();
    for (JsonNode dimension : entry.path("shape")) {
      shape.add(dimension.isInt() ? dimension.intValue() : -1);
    }
    JsonNode offsets = entry.path("data_offsets");
    Section section =
        new Section(name, type, shape, offset(offsets.path(0)), offset(offsets.path(1)));
    if (!entry.path("shape").isArray()
        || offsets.size() != 2
        || section.end() - section.begin()
            != NumericArray.elements(shape, array) * (long) type.size()) {
      throw new DataException(
          "%s: expected a shape, and the place of as many elements, found %s"
              .formatted(array, Excerpt.of(entry.toString())));
    }
    return section;
  }

  private static long offset(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0
        ? number.longValue()
        : Long.MAX_VALUE / 2;
  }

  private static void requireWhole(List<Section> sections, long bytes, String where) {
    long at = 0;
    for (Section section :
        sections.stream()
            .sorted(Comparator.comparingLong(Section::begin).thenComparingLong(Section::end))
            .toList()) {
      if (section.begin() != at) {
        throw new DataException(
            "%s: array %s: expected its elements at %d, found %d"
                .formatted(where, Excerpt.plain(section.name()), at, section.begin()));
      }
      at = section.end();
    }
    if (at != bytes) {
      throw new DataException(
          "%s: expected %d bytes of arrays, found %d".formatted(where, at, bytes));
    }
  }
}

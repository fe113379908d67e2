package treecast.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import treecast.data.ClassLabels;
import treecast.data.DataException;
import treecast.data.Encoding;
import treecast.data.Safetensors;
import treecast.data.Scaling;
import treecast.nn.Network;

/**
 * Encoding of features and labels in a model file: the tensors {@code input_shift} and {@code
 * input_scale} behind all others if features are scaled, {@code input_fill} behind them if features
 * may be missing; {@code labels} and {@code classNames} in the metadata, each as the text of a JSON
 * list, and {@code columns} if the rows were those of a table. Files without labels have the labels
 * 0, 1, 2, ...
 */
final class EncodingFields {
  private static final List<String> FILLING = ModelFile.FEATURES;
  private static final List<String> SCALING = FILLING.subList(0, 2);
  private static final String LABELS = "labels";
  private static final String NAMES = "classNames";
  private static final ObjectMapper JSON = new ObjectMapper();

  private EncodingFields() {}

  static void describe(Encoding encoding, ObjectNode metadata) {
    ClassLabels classes = encoding.classes();
    metadata.put(LABELS, list(classes.labels())).put(NAMES, list(classes.names()));
    ColumnFields.describe(encoding.columns(), metadata);
  }

  /** Number of bytes of the scaling's tensors by the header. */
  static int bytes(JsonNode header, int features) {
    return Math.multiplyExact(tensors(header).size() * Double.BYTES, features);
  }

  /** Names of the scaling's tensors by the header. */
  private static List<String> tensors(JsonNode header) {
    if (header.has(FILLING.get(2))) {
      return FILLING;
    }
    return SCALING.stream().anyMatch(header::has) ? SCALING : List.of();
  }

  /**
   * Adds the scaling's tensors to the header.
   *
   * @param begin offset of the first tensor in bytes
   * @return their number of bytes
   */
  static int announce(Scaling scaling, ObjectNode header, int begin) {
    int features = scaling.shift().length;
    List<String> tensors =
        scaling.fills() ? FILLING : scaling.isNone() ? List.<String>of() : SCALING;
    for (int i = 0; i < tensors.size(); i++) {
      int from = begin + i * features * Double.BYTES;
      header.set(tensors.get(i), Safetensors.entry(List.of(features), from));
    }
    return Math.multiplyExact(tensors.size() * Double.BYTES, features);
  }

  static void put(Scaling scaling, ByteBuffer file) {
    for (double[] values : List.of(scaling.shift(), scaling.scale(), scaling.fill())) {
      for (double value : values) {
        file.putDouble(value);
      }
    }
  }

  /**
   * Decodes the encoding.
   *
   * @param values the numbers of the file behind the running statistics
   */
  static Encoding decode(JsonNode header, DoubleBuffer values, Network network, String where) {
    JsonNode metadata = header.path(Safetensors.METADATA);
    ClassLabels classes = classes(metadata, network.outputs(), where);
    int features = network.inputs();
    int begin = values.position() * Double.BYTES;
    List<String> tensors = tensors(header);
    for (int i = 0; i < tensors.size(); i++) {
      int from = begin + i * features * Double.BYTES;
      ModelFile.requireTensor(header, tensors.get(i), List.of(features), from, where);
    }
    return new Encoding(
        scaling(values, tensors, features, where),
        classes,
        ColumnFields.decode(metadata, features, where));
  }

  private static Scaling scaling(
      DoubleBuffer values, List<String> tensors, int features, String where) {
    if (tensors.isEmpty()) {
      return Scaling.NONE;
    }
    double[] shift = new double[features];
    double[] scale = new double[features];
    double[] fill = new double[tensors.size() > SCALING.size() ? features : 0];
    values.get(shift).get(scale).get(fill);
    return scaling(shift, scale, fill, where);
  }

  /** Encoding by the metadata, and by arrays of a name and a shape; empty if there is none. */
  static Encoding of(
      JsonNode metadata,
      BiFunction<String, List<Integer>, double[]> arrays,
      Network network,
      String where) {
    int features = network.inputs();
    List<double[]> found =
        FILLING.stream().map(name -> arrays.apply(name, List.of(features))).toList();
    boolean none = found.stream().allMatch(values -> values.length == 0);
    return new Encoding(
        none ? Scaling.NONE : scaling(found.get(0), found.get(1), found.get(2), where),
        classes(metadata, network.outputs(), where),
        ColumnFields.decode(metadata, features, where));
  }

  private static Scaling scaling(double[] shift, double[] scale, double[] fill, String where) {
    try {
      return new Scaling(shift, scale, fill);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "%s: tensors %s: %s, found others"
              .formatted(where, String.join(", ", FILLING), e.getMessage()),
          e);
    }
  }

  private static ClassLabels classes(JsonNode metadata, int outputs, String where) {
    if (!metadata.has(LABELS) && !metadata.has(NAMES)) {
      return ClassLabels.numbered(0, outputs);
    }
    try {
      ClassLabels classes = new ClassLabels(list(metadata, LABELS), list(metadata, NAMES));
      if (classes.count() != outputs) {
        throw new IllegalArgumentException(classes.count() + " classes for " + outputs);
      }
      return classes;
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw new DataException(
          "%s: expected %d labels and class names in the metadata, found %s and %s"
              .formatted(where, outputs, metadata.path(LABELS), metadata.path(NAMES)),
          e);
    }
  }

  private static String list(List<String> words) {
    ArrayNode list = JSON.createArrayNode();
    words.forEach(list::add);
    return list.toString();
  }

  private static List<String> list(JsonNode metadata, String key) throws JsonProcessingException {
    List<String> words = new ArrayList<>();
    for (JsonNode word : JSON.readTree(metadata.required(key).asText())) {
      if (!word.isTextual()) {
        throw new IllegalArgumentException("a list of " + word.getNodeType());
      }
      words.add(word.asText());
    }
    return words;
  }
}

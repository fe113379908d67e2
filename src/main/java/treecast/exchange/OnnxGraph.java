package treecast.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import treecast.exchange.ExportedFile.Entry;
import treecast.linalg.Precision;

/**
 * Graph of an ONNX file, while it is built: inputs, constants, nodes and outputs. Every value has a
 * name of its own; a node has the name of its only output. Numbers are fields of the messages in
 * onnx.proto.
 */
final class OnnxGraph {
  /** Version of the format: that of the operators below. */
  static final int IR_VERSION = 7;

  /** Operators of ONNX 1.8 of 2020, which everything that reads ONNX knows. */
  static final int OPSET = 13;

  /** Operators of the domain for other learners than networks, of the same release. */
  static final int ML_OPSET = 2;

  static final String ML_DOMAIN = "ai.onnx.ml";

  private static final int NODE = 1;
  private static final int GRAPH_NAME = 2;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;
  private static final int VALUE = 13;

  private final ProtobufMessage nodes = new ProtobufMessage();
  private final ProtobufMessage constants = new ProtobufMessage();
  private final ProtobufMessage ports = new ProtobufMessage();
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private boolean ml;

  /**
   * Adds an input.
   *
   * @param shape dimensions behind the number of rows
   * @param meaning for people
   * @return its name
   */
  String input(String name, OnnxType type, List<Integer> shape, String meaning) {
    return port(INPUT, name, type, shape, meaning);
  }

  /**
   * Names the value of a node as an output.
   *
   * @param shape dimensions behind the number of rows
   * @param meaning for people
   */
  void output(String name, OnnxType type, List<Integer> shape, String meaning) {
    port(OUTPUT, name, type, shape, meaning);
  }

  private String port(int field, String name, OnnxType type, List<Integer> shape, String meaning) {
    ports.message(field, value(name, type, shape).text(3, meaning));
    entries.add(
        new Entry(
            field == INPUT ? "input" : "output",
            name,
            type.word(),
            Stream.concat(Stream.of("N"), shape.stream().map(String::valueOf)).toList(),
            meaning));
    return field == INPUT ? named(name) : name;
  }

  /**
   * Says the type of a value that readers may not be able to infer.
   *
   * @param shape dimensions behind the number of rows
   */
  String typed(String name, OnnxType type, List<Integer> shape) {
    ports.message(VALUE, value(name, type, shape));
    return name;
  }

  private static ProtobufMessage value(String name, OnnxType type, List<Integer> shape) {
    ProtobufMessage dimensions = new ProtobufMessage();
    dimensions.message(1, new ProtobufMessage().text(2, "N"));
    shape.forEach(size -> dimensions.message(1, new ProtobufMessage().number(1, size)));
    ProtobufMessage tensor = new ProtobufMessage().number(1, type.number()).message(2, dimensions);
    return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
  }

  /** Adds a constant of real numbers and returns its name. */
  String constant(String name, Precision precision, List<Integer> shape, double... values) {
    return constant(
        name,
        OnnxType.of(precision),
        shape,
        new ProtobufMessage(),
        ExportedNumbers.bytes(name, values, precision));
  }

  /** Adds a constant of whole numbers, which has one dimension, and returns its name. */
  String constant(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return constant(
        name, OnnxType.INT64, List.of(values.length), new ProtobufMessage(), raw.array());
  }

  /** Adds a constant of texts, which has one dimension, and returns its name. */
  String constant(String name, List<String> texts) {
    ProtobufMessage strings = new ProtobufMessage();
    texts.forEach(text -> strings.bytes(6, text.getBytes(StandardCharsets.UTF_8)));
    return constant(name, OnnxType.STRING, List.of(texts.size()), strings, null);
  }

  private String constant(
      String name, OnnxType type, List<Integer> shape, ProtobufMessage tensor, byte[] raw) {
    shape.forEach(size -> tensor.number(1, size));
    tensor.number(2, type.number()).text(8, name);
    if (raw != null) {
      tensor.bytes(9, raw);
    }
    constants.message(INITIALIZER, tensor);
    return named(name);
  }

  /**
   * Adds a node.
   *
   * @param name name of the node and of its output
   * @param operator one of the main domain, or with {@link #ML_DOMAIN} and a dot in front
   * @return the name
   */
  String node(String name, String operator, List<String> inputs, OnnxAttribute... attributes) {
    ProtobufMessage node = new ProtobufMessage();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, name).text(3, name).text(4, operator.substring(operator.lastIndexOf('.') + 1));
    for (OnnxAttribute attribute : attributes) {
      node.message(5, attribute.message());
    }
    if (operator.startsWith(ML_DOMAIN)) {
      node.text(7, ML_DOMAIN);
      ml = true;
    }
    nodes.message(NODE, node);
    return named(name);
  }

  private String named(String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("expected values with different names, found two " + name);
    }
    return name;
  }

  /** Domain and version of operators that are not in the main set; empty if there are none. */
  String otherOperators() {
    return ml ? ", %s %d".formatted(ML_DOMAIN, ML_OPSET) : "";
  }

  /** Inputs and outputs, in the order in which they were added. */
  List<Entry> entries() {
    return entries;
  }

  /**
   * The whole file.
   *
   * @param version of the producer, Treecast
   * @param metadata properties of the model
   * @throws ExportException if it is larger than the format allows
   */
  byte[] encode(String version, Map<String, String> metadata) {
    ProtobufMessage graph = new ProtobufMessage();
    graph.append(nodes).text(GRAPH_NAME, "treecast").append(constants).append(ports);
    ProtobufMessage model =
        new ProtobufMessage()
            .number(1, IR_VERSION)
            .text(2, "treecast")
            .text(3, version)
            .message(7, graph)
            .message(8, new ProtobufMessage().text(1, "").number(2, OPSET));
    if (ml) {
      model.message(8, new ProtobufMessage().text(1, ML_DOMAIN).number(2, ML_OPSET));
    }
    metadata.forEach(
        (key, value) -> model.message(14, new ProtobufMessage().text(1, key).text(2, value)));
    if (model.size() > Integer.MAX_VALUE - Long.BYTES) {
      throw new ExportException(
          "expected an ONNX file of less than 2 GiB, found %,d bytes; --precision single halves it"
              .formatted(model.size()));
    }
    return model.toBytes();
  }
}

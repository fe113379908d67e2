package treecast.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import treecast.data.DataException;
import treecast.nn.Activation;
import treecast.nn.Initializer;
import treecast.nn.MultiLayerNet;
import treecast.nn.MultiLayerNetExtend;
import treecast.nn.Network;
import treecast.nn.Tensor;

/**
 * The portable file of a model, in the safetensors format, which other tools read as it is: the
 * length of a JSON header (64 bits, little-endian), the header with each tensor's type, shape and
 * place, then the tensors as little-endian doubles. The architecture stands in the header's {@code
 * __metadata__}.
 */
public final class ModelFile {
  /** What the file is called in a run directory. */
  public static final String NAME = "model.safetensors";

  /** The most parameters and running statistics that fit a file, which is one array in memory. */
  public static final int MOST_VALUES = (1 << 28) - (1 << 20);

  private static final String METADATA = "__metadata__";
  private static final String FORMAT = "treecast";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFile() {}

  /** Whether a file can hold a network. */
  public static boolean holds(MultiLayerNetExtend architecture) {
    try {
      Network network = architecture.network();
      return Math.addExact(network.parameters(), network.statistics()) <= MOST_VALUES;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** The bytes of a model's file. */
  public static byte[] encode(Model model) {
    ObjectNode header = JSON.createObjectNode();
    describe(model.architecture(), header.putObject(METADATA));
    int bytes = 0;
    for (Tensor tensor : Model.tensors(model.network())) {
      ObjectNode entry = header.putObject(tensor.name()).put("dtype", "F64");
      shape(tensor).forEach(entry.putArray("shape")::add);
      int end = bytes + tensor.parameter().size() * Double.BYTES;
      entry.putArray("data_offsets").add(bytes).add(end);
      bytes = end;
    }
    byte[] json = padded(header.toString());
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + json.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (Tensor tensor : Model.tensors(model.network())) {
      for (double value : model.values(tensor.name())) {
        file.putDouble(value);
      }
    }
    return file.array();
  }

  /**
   * The model that a file holds.
   *
   * @param where the file's name, for messages
   * @throws DataException if the bytes are not those of a model
   */
  public static Model decode(byte[] bytes, String where) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    JsonNode header = header(file, where);
    MultiLayerNetExtend architecture = architecture(header.path(METADATA), where);
    Network network = architecture.network();
    List<Tensor> tensors = Model.tensors(network);
    int expected = (network.parameters() + network.statistics()) * Double.BYTES;
    if (file.remaining() != expected) {
      throw new DataException(
          "%s: expected %d bytes of tensors, found %d"
              .formatted(where, expected, file.remaining()));
    }
    requireTensors(header, tensors, where);
    double[] weights = new double[network.parameters()];
    double[] statistics = new double[network.statistics()];
    file.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(weights).get(statistics);
    return new Model(architecture, weights, statistics);
  }

  private static JsonNode header(ByteBuffer file, String where) {
    long length = file.remaining() < Long.BYTES ? -1 : file.getLong();
    if (length < 2 || length > file.remaining()) {
      throw new DataException(where + ": expected a safetensors file, found something else");
    }
    byte[] json = new byte[(int) length];
    file.get(json);
    try {
      return JSON.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new DataException(
          where + ": expected a safetensors header, found " + e.getOriginalMessage(), e);
    }
  }

  private static void requireTensors(JsonNode header, List<Tensor> tensors, String where) {
    int begin = 0;
    for (Tensor tensor : tensors) {
      int end = begin + tensor.parameter().size() * Double.BYTES;
      ObjectNode expected = JSON.createObjectNode().put("dtype", "F64");
      shape(tensor).forEach(expected.putArray("shape")::add);
      expected.putArray("data_offsets").add(begin).add(end);
      if (!expected.equals(header.path(tensor.name()))) {
        throw new DataException(
            "%s: tensor %s: expected %s, found %s"
                .formatted(where, tensor.name(), expected, header.path(tensor.name())));
      }
      begin = end;
    }
  }

  private static void describe(MultiLayerNetExtend net, ObjectNode metadata) {
    metadata
        .put("format", FORMAT)
        .put("inputs", String.valueOf(net.base().inputs()))
        .put("hidden", String.join(",", net.base().hidden().stream().map(String::valueOf).toList()))
        .put("outputs", String.valueOf(net.base().outputs()))
        .put("activation", net.base().activation().key())
        .put("init", net.base().initializer().name())
        .put("weightDecay", String.valueOf(net.base().weightDecay()))
        .put("batchNorm", String.valueOf(net.batchNorm()))
        .put("dropout", String.valueOf(net.dropout()));
  }

  private static MultiLayerNetExtend architecture(JsonNode metadata, String where) {
    try {
      if (!metadata.required("format").asText().equals(FORMAT)) {
        throw new IllegalArgumentException("another format");
      }
      List<Integer> hidden = new ArrayList<>();
      for (String text : metadata.required("hidden").asText().split(",", -1)) {
        hidden.add(units(text));
      }
      MultiLayerNet base =
          new MultiLayerNet(
              units(metadata.required("inputs").asText()),
              hidden,
              units(metadata.required("outputs").asText()),
              Arrays.stream(Activation.values())
                  .filter(a -> a.key().equals(metadata.required("activation").asText()))
                  .findFirst()
                  .orElseThrow(() -> new IllegalArgumentException("unknown activation")),
              Initializer.of(metadata.required("init").asText()),
              number(metadata.required("weightDecay").asText(), Double.POSITIVE_INFINITY));
      MultiLayerNetExtend architecture =
          new MultiLayerNetExtend(
              base,
              Boolean.parseBoolean(metadata.required("batchNorm").asText()),
              number(metadata.required("dropout").asText(), 1));
      if (!holds(architecture)) {
        throw new IllegalArgumentException("more parameters than a file holds");
      }
      return architecture;
    } catch (IllegalArgumentException e) {
      throw new DataException(
          where + ": expected the metadata of a Treecast model, found " + metadata, e);
    }
  }

  private static int units(String text) {
    int units = Integer.parseInt(text);
    if (units < 1) {
      throw new IllegalArgumentException("expected 1 unit or more, found " + units);
    }
    return units;
  }

  private static double number(String text, double below) {
    double number = Double.parseDouble(text);
    if (!(number >= 0 && number < below)) {
      throw new IllegalArgumentException("expected 0 to below " + below + ", found " + number);
    }
    return number;
  }

  private static List<Integer> shape(Tensor tensor) {
    return tensor.parameter().rows() == 1
        ? List.of(tensor.parameter().columns())
        : List.of(tensor.parameter().rows(), tensor.parameter().columns());
  }

  /** Blanks behind the header bring the tensors to a multiple of eight bytes. */
  private static byte[] padded(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}

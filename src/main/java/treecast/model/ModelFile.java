package treecast.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Map;
import treecast.data.DataException;
import treecast.data.Encoding;
import treecast.data.Safetensors;
import treecast.extension.ExtensionException;
import treecast.linalg.Precision;
import treecast.nn.Architecture;
import treecast.nn.Network;
import treecast.nn.Tensor;

/**
 * File of a model in the safetensors format, which other libraries can read: the length of a JSON
 * header (64 bits, little-endian), the header with each tensor's type, shape and offsets, then the
 * tensors as little-endian doubles. The architecture is in the header's {@code __metadata__}.
 */
public final class ModelFile {
  /** File name in a run directory. */
  public static final String NAME = "model.safetensors";

  /**
   * Maximum number of parameters and running statistics in a file, which is one array in memory.
   */
  public static final int MAX_VALUES = (1 << 28) - (1 << 20);

  /** Key of the precision of the computation; files without it, as all older ones, mean double. */
  private static final String PRECISION = "precision";

  /**
   * Names of the arrays of the features' scaling: what is subtracted, what it is divided by, and
   * what stands for a missing value.
   */
  public static final List<String> FEATURES = List.of("input_shift", "input_scale", "input_fill");

  private static final String FORMAT = "treecast";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFile() {}

  /** Whether a network fits a file. */
  public static boolean holds(Architecture architecture) {
    try {
      Network network = architecture.network();
      int values = Math.addExact(network.parameters(), network.statistics());
      return Math.addExact(values, Math.multiplyExact(3, network.inputs())) <= MAX_VALUES;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** Whether the metadata of a safetensors file are those of a model. */
  public static boolean isOne(Map<String, String> metadata) {
    return FORMAT.equals(metadata.get("format"));
  }

  /** Encodes a model. */
  public static byte[] encode(Model model) {
    ObjectNode header = JSON.createObjectNode();
    header.set(Safetensors.METADATA, metadata(model));
    int bytes = 0;
    for (Tensor tensor : Model.tensors(model.network())) {
      header.set(tensor.name(), Safetensors.entry(tensor.parameter().shape(), bytes));
      bytes += tensor.parameter().size() * Double.BYTES;
    }
    bytes += EncodingFields.announce(model.encoding().scaling(), header, bytes);
    byte[] json = Safetensors.padded(header.toString());
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + json.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (Tensor tensor : Model.tensors(model.network())) {
      for (double value : model.values(tensor.name())) {
        file.putDouble(value);
      }
    }
    EncodingFields.put(model.encoding().scaling(), file);
    return file.array();
  }

  /** Everything that the file says of a model besides its numbers, by the keys of the format. */
  public static ObjectNode metadata(Model model) {
    ObjectNode metadata = JSON.createObjectNode().put("format", FORMAT);
    ArchitectureMetadata.write(model.architecture(), metadata);
    if (model.precision() != Precision.DOUBLE) {
      metadata.put(PRECISION, model.precision().key());
    }
    EncodingFields.describe(model.encoding(), metadata);
    return metadata;
  }

  /**
   * Decodes a model.
   *
   * @param where the file's name, for messages
   * @throws DataException if the bytes are not those of a model
   */
  public static Model decode(byte[] bytes, String where) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    JsonNode header = header(file, where);
    JsonNode metadata = header.path(Safetensors.METADATA);
    Architecture architecture = architecture(metadata, where);
    Precision precision = precision(metadata, where);
    Network network = architecture.network();
    List<Tensor> tensors = Model.tensors(network);
    int expected =
        (network.parameters() + network.statistics()) * Double.BYTES
            + EncodingFields.bytes(header, network.inputs());
    if (file.remaining() != expected) {
      throw new DataException(
          "%s: expected %d bytes of tensors, found %d"
              .formatted(where, expected, file.remaining()));
    }
    requireTensors(header, tensors, where);
    double[] weights = new double[network.parameters()];
    double[] statistics = new double[network.statistics()];
    DoubleBuffer values = file.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    values.get(weights).get(statistics);
    Encoding encoding = EncodingFields.decode(header, values, network, where);
    return new Model(architecture, weights, statistics, encoding, precision);
  }

  private static JsonNode header(ByteBuffer file, String where) {
    long behind = Math.max(0, file.remaining() - Long.BYTES);
    byte[] json = new byte[Safetensors.headerLength(file, behind, where)];
    file.get(json);
    return Safetensors.parsed(json, where);
  }

  private static void requireTensors(JsonNode header, List<Tensor> tensors, String where) {
    int begin = 0;
    for (Tensor tensor : tensors) {
      requireTensor(header, tensor.name(), tensor.parameter().shape(), begin, where);
      begin += tensor.parameter().size() * Double.BYTES;
    }
  }

  /**
   * Checks the entry of a tensor in the header.
   *
   * @throws DataException if it differs
   */
  static void requireTensor(
      JsonNode header, String name, List<Integer> shape, int begin, String where) {
    JsonNode expected = Safetensors.entry(shape, begin);
    if (!expected.equals(header.path(name))) {
      throw new DataException(
          "%s: tensor %s: expected %s, found %s"
              .formatted(where, name, expected, header.path(name)));
    }
  }

  static Precision precision(JsonNode metadata, String where) {
    try {
      return Precision.named(metadata.path(PRECISION).asText(Precision.DOUBLE.key()));
    } catch (IllegalArgumentException e) {
      throw new DataException("%s: precision: %s".formatted(where, e.getMessage()), e);
    }
  }

  static Architecture architecture(JsonNode metadata, String where) {
    try {
      if (!metadata.required("format").asText().equals(FORMAT)) {
        throw new IllegalArgumentException("unknown format");
      }
      Architecture architecture = ArchitectureMetadata.read(metadata);
      if (!holds(architecture)) {
        throw new IllegalArgumentException("more parameters than a file can hold");
      }
      return architecture;
    } catch (ExtensionException e) {
      throw new DataException(where + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DataException(
          where + ": expected the metadata of a Treecast model, found " + metadata, e);
    }
  }
}

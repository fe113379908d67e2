package treecast.exchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import treecast.data.Safetensors;
import treecast.data.Scaling;
import treecast.exchange.ExportedFile.Entry;
import treecast.exchange.ExportedFile.Fact;
import treecast.linalg.Precision;
import treecast.model.Classifier;
import treecast.model.Model;
import treecast.model.ModelFile;
import treecast.nn.BatchNorm;
import treecast.nn.Dropout;
import treecast.nn.Layer;
import treecast.nn.Parameter;
import treecast.nn.Tensor;

/**
 * Export of a network to a file of named arrays: the parameters and running statistics, as the book
 * names and shapes them, and behind them {@code input_shift}, {@code input_scale} and {@code
 * input_fill} if features are scaled or filled.
 */
final class NamedArrays {
  private final Model model;
  private final Precision precision;
  private final Map<String, NumericArray> arrays = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  private NamedArrays(Classifier model, Precision precision) {
    if (!(model instanceof Model one)) {
      throw new ExportException(
          "expected one network, found an ensemble: its members are exported one by one, and onnx"
              + " holds all of them");
    }
    this.model = one;
    this.precision = precision;
    for (Tensor tensor : Model.tensors(one.network())) {
      List<Integer> shape = tensor.parameter().shape();
      add(tensor.name(), shape, one.values(tensor.name()), meaning(tensor));
    }
    Scaling scaling = one.encoding().scaling();
    List<String> names = ModelFile.FEATURES;
    addFeatures(names.get(0), scaling.shift(), "subtracted from each feature");
    addFeatures(names.get(1), scaling.scale(), "what each feature is divided by afterwards");
    addFeatures(names.get(2), scaling.fill(), "for each feature what stands for a missing value");
  }

  private static String meaning(Tensor tensor) {
    Parameter parameter = tensor.parameter();
    String layer = "%s of layer %d".formatted(parameter.symbol(), tensor.layerIndex());
    if (!parameter.decays()) {
      return layer;
    }
    boolean filters = parameter.shape().size() > 2;
    return layer + (filters ? ", filters x channels x height x width" : ", inputs x outputs");
  }

  private void addFeatures(String name, double[] values, String meaning) {
    if (values.length > 0) {
      add(name, List.of(values.length), values, meaning);
    }
  }

  private void add(String name, List<Integer> shape, double[] values, String meaning) {
    ExportedNumbers.requireHeld(name, values, precision);
    arrays.put(name, new NumericArray(shape, values));
    entries.add(
        new Entry(
            "array",
            name,
            precision == Precision.SINGLE ? "float32" : "float64",
            shape.stream().map(String::valueOf).toList(),
            meaning));
  }

  /**
   * Exports to NumPy's npz.
   *
   * @throws ExportException if it is an ensemble, or if single precision cannot hold a number
   */
  static ExportedFile npz(Classifier model, Precision precision) {
    NamedArrays export = new NamedArrays(model, precision);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Npz.write(export.arrays, precision, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return export.file("npz, for numpy.load", out.toByteArray());
  }

  /**
   * Exports to safetensors, with the architecture and the classes in the metadata as in a model
   * file.
   *
   * @throws ExportException if it is an ensemble, or if single precision cannot hold a number
   */
  static ExportedFile safetensors(Classifier model, Precision precision) {
    NamedArrays export = new NamedArrays(model, precision);
    ObjectNode header = new ObjectMapper().createObjectNode();
    header.set(Safetensors.METADATA, ModelFile.metadata(export.model));
    int end = 0;
    for (Map.Entry<String, NumericArray> array : export.arrays.entrySet()) {
      int begin = end;
      end = Math.addExact(end, array.getValue().values().length * precision.bytes());
      header.set(array.getKey(), Safetensors.entry(array.getValue().shape(), begin, precision));
    }
    byte[] json = Safetensors.padded(header.toString());
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(Long.BYTES + json.length, end))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    export.arrays.forEach(
        (name, array) -> file.put(ExportedNumbers.bytes(name, array.values(), precision)));
    return export.file("safetensors", file.array());
  }

  private ExportedFile file(String format, byte[] content) {
    List<Fact> facts = new ArrayList<>(List.of(new Fact("format", format)));
    List<Layer> layers = model.architecture().layers();
    if (model.network().statistics() > 0) {
      facts.add(
          new Fact(
              "batch norm adds inside the root", "%s to running_var".formatted(BatchNorm.EPSILON)));
    }
    layers.stream()
        .flatMap(layer -> layer instanceof Dropout dropout ? Stream.of(dropout) : Stream.empty())
        .findFirst()
        .ifPresent(
            dropout ->
                facts.add(
                    new Fact(
                        "dropout",
                        "inference multiplies what each activation gives by %s"
                            .formatted(1 - dropout.ratio()))));
    return new ExportedFile(content, facts, entries);
  }
}

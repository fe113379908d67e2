package treecast.exchange;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import treecast.linalg.Precision;
import treecast.model.Classifier;

/** Format of an exported model. */
public enum ExportFormat {
  /** Open Neural Network Exchange: a graph that other programs run. */
  ONNX {
    @Override
    public ExportedFile encode(
        Classifier model, Precision precision, String version, Map<String, String> properties) {
      return Onnx.encode(model, precision, version, properties);
    }
  },
  /** NumPy's archive of named arrays. */
  NPZ {
    @Override
    public ExportedFile encode(
        Classifier model, Precision precision, String version, Map<String, String> properties) {
      return NamedArrays.npz(model, precision);
    }
  },
  /** Named arrays with a header in JSON. */
  SAFETENSORS {
    @Override
    public ExportedFile encode(
        Classifier model, Precision precision, String version, Map<String, String> properties) {
      return NamedArrays.safetensors(model, precision);
    }
  };

  /** Name of the format on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Format of a name; empty if there is none. */
  public static Optional<ExportFormat> of(String key) {
    return Arrays.stream(values()).filter(format -> format.key().equals(key)).findFirst();
  }

  /**
   * Encodes a model.
   *
   * @param version of Treecast, if the format names a producer
   * @param properties further things that the file says, if the format has room for them
   * @throws ExportException if the format cannot hold the model
   */
  public abstract ExportedFile encode(
      Classifier model, Precision precision, String version, Map<String, String> properties);
}

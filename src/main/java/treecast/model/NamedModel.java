package treecast.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import treecast.data.DataException;
import treecast.data.Encoding;
import treecast.nn.Architecture;
import treecast.nn.Network;
import treecast.nn.Tensor;

/**
 * Model of the metadata of a model file and of arrays by their names, of whatever type they were
 * written: a model file that was exported says all that a model file says.
 */
public final class NamedModel {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NamedModel() {}

  /**
   * Builds the model.
   *
   * @param metadata words of a file that {@link ModelFile#isOne} recognises
   * @param arrays numbers of the array of a name, which has to have a shape; empty if there is none
   * @param where the file's name, for messages
   * @throws DataException if the metadata are damaged, or if an array is missing
   */
  public static Model of(
      Map<String, String> metadata,
      BiFunction<String, List<Integer>, double[]> arrays,
      String where) {
    JsonNode words = JSON.valueToTree(metadata);
    Architecture architecture = ModelFile.architecture(words, where);
    Network network = architecture.network();
    double[] weights = flat(network.weightTensors(), network.parameters(), arrays, where);
    double[] statistics = flat(network.statisticTensors(), network.statistics(), arrays, where);
    Encoding encoding = EncodingFields.of(words, arrays, network, where);
    return new Model(
        architecture, weights, statistics, encoding, ModelFile.precision(words, where));
  }

  /** Encoding by the arrays alone: scaling, and the labels 0, 1, 2, ... */
  public static Encoding encoding(
      BiFunction<String, List<Integer>, double[]> arrays, Network network, String where) {
    return EncodingFields.of(JSON.createObjectNode(), arrays, network, where);
  }

  private static double[] flat(
      List<Tensor> tensors,
      int length,
      BiFunction<String, List<Integer>, double[]> arrays,
      String where) {
    double[] flat = new double[length];
    for (Tensor tensor : tensors) {
      double[] values = arrays.apply(tensor.name(), tensor.parameter().shape());
      if (values.length != tensor.parameter().size()) {
        throw new DataException(
            "%s: expected an array %s of %d elements, found none"
                .formatted(where, tensor.name(), tensor.parameter().size()));
      }
      System.arraycopy(values, 0, flat, tensor.offset(), values.length);
    }
    return flat;
  }
}

package treecast.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import treecast.data.DataException;
import treecast.nn.BatchNorm;

/**
 * Arrays of one layer with weights, as Treecast lays them out.
 *
 * @param name name of the weights in the file, for messages
 * @param weight inputs x outputs; of a convolution filters x channels x height x width
 * @param bias one for each output
 * @param norm the batch norm behind the layer, if there is one
 */
record LayerArrays(String name, NumericArray weight, double[] bias, Optional<Norm> norm) {
  /**
   * Arrays of a batch norm, one number for each output.
   *
   * @param variance running variance, as Treecast adds its own epsilon to it
   */
  record Norm(double[] gamma, double[] beta, double[] mean, double[] variance) {}

  boolean isConvolution() {
    return weight.shape().size() == 4;
  }

  /** Number of inputs of each unit, or of channels. */
  int inputs() {
    return weight.shape().get(isConvolution() ? 1 : 0);
  }

  int outputs() {
    return weight.shape().get(isConvolution() ? 0 : 1);
  }

  /** Copy with another batch norm. */
  LayerArrays with(Norm other) {
    return new LayerArrays(name, weight, bias, Optional.of(other));
  }

  /** Copy whose weights are divided by a number. */
  LayerArrays divided(double by) {
    double[] values = weight.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] /= by;
    }
    return new LayerArrays(name, new NumericArray(weight.shape(), values), bias, norm);
  }

  /** Dense weights with rows and columns exchanged: outputs x inputs as inputs x outputs. */
  static NumericArray transposed(NumericArray weight) {
    int rows = weight.shape().get(0);
    int columns = weight.shape().get(1);
    double[] values = new double[weight.values().length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[j * rows + i] = weight.values()[i * columns + j];
      }
    }
    return new NumericArray(List.of(columns, rows), values);
  }

  /**
   * Batch norm of a layer, whose arrays have names with a prefix or a suffix.
   *
   * @param epsilon number that the file's library adds to the variance
   */
  static Norm norm(NormNames names, Map<String, NumericArray> arrays, int units, double epsilon) {
    double[] variance = vector(arrays, names.variance(), units, names.where());
    double[] ours = new double[variance.length];
    for (int i = 0; i < ours.length; i++) {
      ours[i] = variance[i] + (epsilon - BatchNorm.EPSILON);
      if (!(ours[i] + BatchNorm.EPSILON > 0)) {
        throw new DataException(
            "%s: %s: expected variances of 0 or more, found %s"
                .formatted(names.where(), names.variance(), variance[i]));
      }
    }
    return new Norm(
        vector(arrays, names.gamma(), units, names.where()),
        vector(arrays, names.beta(), units, names.where()),
        vector(arrays, names.mean(), units, names.where()),
        epsilon == BatchNorm.EPSILON ? variance : ours);
  }

  /** Names of the arrays of a batch norm, and that of the file. */
  record NormNames(String gamma, String beta, String mean, String variance, String where) {}

  /** Array with a number for each unit: of one dimension, or with one row. */
  static double[] vector(Map<String, NumericArray> arrays, String name, int units, String where) {
    NumericArray array = arrays.get(name);
    if (array == null) {
      throw new DataException(
          "%s: expected an array %s of %d elements, found none".formatted(where, name, units));
    }
    List<Integer> shape = array.shape();
    boolean row = shape.equals(List.of(units)) || shape.equals(List.of(1, units));
    if (!row) {
      throw new DataException(
          "%s: array %s: expected %d elements, found %s"
              .formatted(where, name, units, NumericArray.text(shape)));
    }
    return array.values();
  }
}

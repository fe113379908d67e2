package treecast.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import treecast.data.DataException;
import treecast.data.Excerpt;

/**
 * Names of arrays in "Deep Learning from Scratch", which are Treecast's own: {@code W1}, {@code b1}
 * and, with batch norm, {@code gamma1}, {@code beta1}, {@code running_mean1}, {@code running_var1}.
 * Dense weights are inputs x outputs.
 */
final class BookNames {
  private BookNames() {}

  /** Whether a file uses these names. */
  static boolean in(Map<String, NumericArray> arrays) {
    return arrays.containsKey("W1");
  }

  /**
   * Layers in the order of their numbers.
   *
   * @param where the file's name, for messages
   * @throws DataException if an array is missing, superfluous or of another shape
   */
  static List<LayerArrays> layers(Map<String, NumericArray> arrays, double epsilon, String where) {
    List<LayerArrays> layers = new ArrayList<>();
    Set<String> others = new HashSet<>(arrays.keySet());
    for (int l = 1; arrays.containsKey("W" + l); l++) {
      NumericArray weight = arrays.get("W" + l);
      int dimensions = weight.shape().size();
      if (dimensions != 2 && dimensions != 4) {
        throw new DataException(
            "%s: array W%d: expected inputs x outputs, or filters x channels x height x width, found %s"
                .formatted(where, l, NumericArray.text(weight.shape())));
      }
      int units = weight.shape().get(dimensions == 2 ? 1 : 0);
      double[] bias = LayerArrays.vector(arrays, "b" + l, units, where);
      LayerArrays plain = new LayerArrays("W" + l, weight, bias, Optional.empty());
      others.removeAll(Set.of("W" + l, "b" + l));
      LayerArrays.NormNames norm =
          new LayerArrays.NormNames(
              "gamma" + l, "beta" + l, "running_mean" + l, "running_var" + l, where);
      List<String> names = List.of(norm.gamma(), norm.beta(), norm.mean(), norm.variance());
      boolean normed = names.stream().anyMatch(arrays::containsKey);
      layers.add(normed ? plain.with(LayerArrays.norm(norm, arrays, units, epsilon)) : plain);
      others.removeAll(names);
    }
    requireNone(others, where);
    return layers;
  }

  /** Checks that every array was used. */
  static void requireNone(Set<String> others, String where) {
    others.stream()
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new DataException(
                  "%s: expected arrays of dense layers, a convolution and batch norms, found also %s"
                      .formatted(where, Excerpt.of(name)));
            });
  }
}

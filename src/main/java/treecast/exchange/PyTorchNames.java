package treecast.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import treecast.data.DataException;
import treecast.data.Excerpt;

/**
 * Names of arrays in a state dict of PyTorch: {@code MODULE.weight}, {@code MODULE.bias} and, with
 * batch norm, {@code MODULE.running_mean}, {@code MODULE.running_var}. Dense weights are outputs x
 * inputs. The order of the layers is that of the modules' numbers if each name has one, such as
 * {@code 0} or {@code fc1}, else that of the file if it keeps one.
 */
final class PyTorchNames {
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";
  private static final String COUNTER = ".num_batches_tracked";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final Map<String, NumericArray> arrays;
  private final boolean ordered;
  private final double epsilon;
  private final String where;

  private PyTorchNames(WeightsFile file, double epsilon, String where) {
    this.arrays = file.arrays();
    this.ordered = file.ordered();
    this.epsilon = epsilon;
    this.where = where;
  }

  /** Whether a file uses these names. */
  static boolean in(Map<String, NumericArray> arrays) {
    return arrays.keySet().stream().anyMatch(name -> name.endsWith(WEIGHT));
  }

  /**
   * Layers in their order.
   *
   * @param where the file's name, for messages
   * @throws DataException if an array is missing, superfluous or of another shape, or if nothing
   *     says the order
   */
  static List<LayerArrays> layers(WeightsFile file, double epsilon, String where) {
    return new PyTorchNames(file, epsilon, where).layers();
  }

  private List<LayerArrays> layers() {
    List<String> weights = new ArrayList<>();
    List<String> norms = new ArrayList<>();
    for (String module : modules()) {
      switch (arrays.get(module + WEIGHT).shape().size()) {
        case 2, 4 -> weights.add(module);
        case 1 -> norms.add(module);
        default ->
            throw new DataException(
                "%s: array %s: expected outputs x inputs, filters x channels x height x width, or gammas, found %s"
                    .formatted(
                        where,
                        Excerpt.plain(module + WEIGHT),
                        NumericArray.text(arrays.get(module + WEIGHT).shape())));
      }
    }
    if (!norms.isEmpty() && norms.size() != weights.size() - 1) {
      throw new DataException(
          "%s: expected a batch norm behind each of %d hidden layers, or none, found %d"
              .formatted(where, weights.size() - 1, norms.size()));
    }
    List<LayerArrays> layers = new ArrayList<>();
    for (int l = 0; l < weights.size(); l++) {
      LayerArrays plain = layer(weights.get(l));
      layers.add(l < norms.size() ? normed(plain, weights, l, norms.get(l)) : plain);
    }
    BookNames.requireNone(others(weights, norms), where);
    return layers;
  }

  private LayerArrays layer(String module) {
    NumericArray weight = arrays.get(module + WEIGHT);
    int units = weight.shape().get(0);
    double[] bias =
        arrays.containsKey(module + BIAS)
            ? LayerArrays.vector(arrays, module + BIAS, units, where)
            : new double[units];
    boolean dense = weight.shape().size() == 2;
    return new LayerArrays(
        module + WEIGHT, dense ? LayerArrays.transposed(weight) : weight, bias, Optional.empty());
  }

  /**
   * Layer with its batch norm. Where modules have plain numbers, as in {@code nn.Sequential}, the
   * batch norm has to be the next one: behind an activation it computes something else.
   */
  private LayerArrays normed(LayerArrays layer, List<String> weights, int l, String norm) {
    String module = weights.get(l);
    if (isSequential(module) && isSequential(norm) && number(norm) != number(module) + 1) {
      throw new DataException(
          "%s: expected batch norm directly behind its layer, before the activation (module %d), found it as module %d"
              .formatted(where, number(module) + 1, number(norm)));
    }
    LayerArrays.NormNames names =
        new LayerArrays.NormNames(
            norm + WEIGHT, norm + BIAS, norm + ".running_mean", norm + ".running_var", where);
    return layer.with(LayerArrays.norm(names, arrays, layer.outputs(), epsilon));
  }

  private static boolean isSequential(String module) {
    return module.matches("\\d{1,9}");
  }

  private static int number(String module) {
    return Integer.parseInt(module);
  }

  private Set<String> others(List<String> weights, List<String> norms) {
    Set<String> others = new HashSet<>(arrays.keySet());
    weights.forEach(module -> others.removeAll(Set.of(module + WEIGHT, module + BIAS)));
    for (String module : norms) {
      others.removeAll(Set.of(module + WEIGHT, module + BIAS, module + COUNTER));
      others.removeAll(Set.of(module + ".running_mean", module + ".running_var"));
    }
    return others;
  }

  /** Modules with weights, in the order of the layers. */
  private List<String> modules() {
    List<String> modules =
        arrays.keySet().stream()
            .filter(name -> name.endsWith(WEIGHT))
            .map(name -> name.substring(0, name.length() - WEIGHT.length()))
            .toList();
    Map<String, List<Integer>> numbers = new LinkedHashMap<>();
    modules.forEach(module -> numbers.put(module, numbers(module)));
    boolean numbered = numbers.values().stream().noneMatch(List::isEmpty);
    boolean one = numbers.keySet().stream().map(PyTorchNames::words).distinct().count() == 1;
    if (ordered && !one) {
      return modules;
    }
    if (!numbered) {
      throw new DataException(
          "%s: expected modules with numbers, such as 0.weight or fc1.weight, as a safetensors file keeps no order, found %s"
              .formatted(where, Excerpt.of(String.join(", ", modules))));
    }
    return modules.stream()
        .sorted(Comparator.comparing(numbers::get, PyTorchNames::order))
        .toList();
  }

  private static String words(String module) {
    return NUMBER.matcher(module).replaceAll("#");
  }

  private static List<Integer> numbers(String module) {
    List<Integer> numbers = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(module);
    while (matcher.find()) {
      numbers.add(Integer.parseInt(matcher.group()));
    }
    return numbers;
  }

  private static int order(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = Integer.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}

package treecast.nn;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Frozen parameters of a network: those that its training leaves as they are, to the bit. A batch
 * norm whose gamma and beta are both frozen keeps its running statistics as well ({@link
 * FrozenNorm}).
 *
 * @param weights frozen sections of the flat weights
 * @param statistics frozen sections of the running statistics
 */
public record Frozen(List<Tensor> weights, List<Tensor> statistics) implements Serializable {
  /** Nothing is frozen. */
  public static final Frozen NONE = new Frozen(List.of(), List.of());

  /**
   * Frozen parameters of a network.
   *
   * @param names names of the parameters, such as W1, b1, gamma1 and beta1
   * @throws IllegalArgumentException if there is no such parameter, or if none is left to train
   */
  public static Frozen of(Network network, List<String> names) {
    List<String> known = network.weightTensors().stream().map(Tensor::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "expected names of parameters, of which there are %s, found %s"
                .formatted(String.join(", ", known), name));
      }
    }
    if (new HashSet<>(names).containsAll(known)) {
      throw new IllegalArgumentException("expected a parameter that is left to train, found none");
    }
    List<Tensor> weights =
        network.weightTensors().stream().filter(t -> names.contains(t.name())).toList();
    return new Frozen(weights, network.passes().freezable().statistics(new HashSet<>(names)));
  }

  /** Sets the gradient of frozen parameters to 0. */
  public void clear(double[] gradient) {
    weights.forEach(tensor -> Arrays.fill(gradient, tensor.offset(), tensor.end(), 0));
  }

  /** Copies of the frozen sections, which {@link #restore} puts back. */
  public double[][] copies(double[] flatWeights, double[] flatStatistics) {
    double[][] copies = new double[weights.size() + statistics.size()][];
    for (int i = 0; i < copies.length; i++) {
      Tensor tensor = tensor(i);
      double[] from = i < weights.size() ? flatWeights : flatStatistics;
      copies[i] = Arrays.copyOfRange(from, tensor.offset(), tensor.end());
    }
    return copies;
  }

  /** Puts copies back. */
  public void restore(double[][] copies, double[] flatWeights, double[] flatStatistics) {
    for (int i = 0; i < copies.length; i++) {
      double[] to = i < weights.size() ? flatWeights : flatStatistics;
      System.arraycopy(copies[i], 0, to, tensor(i).offset(), copies[i].length);
    }
  }

  private Tensor tensor(int i) {
    return i < weights.size() ? weights.get(i) : statistics.get(i - weights.size());
  }
}

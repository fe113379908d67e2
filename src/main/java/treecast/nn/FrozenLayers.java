package treecast.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Batch norms of a network that are frozen with their parameters. */
record FrozenLayers(List<Layer> layers, Layout layout) {

  /** Running statistics of the batch norms all of whose parameters are among the names. */
  List<Tensor> statistics(Set<String> names) {
    List<Tensor> found = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      if (layers.get(l) instanceof NormalisingLayer
          && layout.weightsOf(l).stream().allMatch(tensor -> names.contains(tensor.name()))) {
        found.addAll(layout.statisticsOf(l));
      }
    }
    return found;
  }

  /** The layers, of which the frozen batch norms normalise by running statistics. */
  List<Layer> by(Frozen frozen, double[] running) {
    List<Layer> some = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      List<Tensor> own = layout.statisticsOf(l);
      some.add(
          layers.get(l) instanceof NormalisingLayer norm && frozen.statistics().containsAll(own)
              ? new FrozenNorm(
                  norm, Arrays.copyOfRange(running, own.get(0).offset(), own.get(1).end()))
              : layers.get(l));
    }
    return some;
  }
}

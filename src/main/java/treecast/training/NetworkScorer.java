package treecast.training;

import treecast.data.Minibatch;
import treecast.linalg.FlatArray;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.Workspace;
import treecast.nn.Mode;
import treecast.nn.Network;
import treecast.nn.NonFinite;
import treecast.nn.Objective;

/**
 * Scorer of a network with its current weights, during a training.
 *
 * @param weights flat weights, in the network's precision
 * @param statistics running statistics of batch normalisation
 */
public record NetworkScorer(Network network, FlatArray weights, FlatArray statistics)
    implements Scorer {
  /** The first values of a forward pass that are not finite. */
  NonFinite nonFinite(Mode mode, Minibatch rows, Workspace workspace) {
    return NonFinite.of(network, mode, weights, statistics, rows, workspace);
  }

  @Override
  public int outputs() {
    return network.outputs();
  }

  @Override
  public Objective objective() {
    return network.objective();
  }

  @Override
  public Precision precision() {
    return network.precision();
  }

  @Override
  public Matrix scores(Matrix x, Workspace workspace) {
    return network.scores(weights, statistics, x, workspace);
  }
}

package treecast.training;

import treecast.linalg.Matrix;
import treecast.linalg.Workspace;
import treecast.nn.Network;
import treecast.nn.Objective;

/**
 * Scorer of a network with its current weights, during a training.
 *
 * @param weights flat weights
 * @param statistics running statistics of batch normalisation
 */
public record NetworkScorer(Network network, double[] weights, double[] statistics)
    implements Scorer {
  @Override
  public int outputs() {
    return network.outputs();
  }

  @Override
  public Objective objective() {
    return network.objective();
  }

  @Override
  public Matrix scores(Matrix x, Workspace workspace) {
    return network.scores(weights, statistics, x, workspace);
  }
}

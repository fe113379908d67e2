package treecast.training;

import treecast.linalg.Matrix;
import treecast.linalg.Workspace;
import treecast.nn.Network;
import treecast.nn.Objective;

/**
 * A network with its weights, as it is while it trains.
 *
 * @param statistics the running statistics
 */
public record WeightedNetwork(Network network, double[] weights, double[] statistics)
    implements Scorer {
  @Override
  public Objective objective() {
    return network.objective();
  }

  @Override
  public Matrix scores(Matrix x, Workspace workspace) {
    return network.scores(weights, statistics, x, workspace);
  }
}

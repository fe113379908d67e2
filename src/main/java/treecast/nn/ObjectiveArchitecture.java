package treecast.nn;

import java.util.List;

/**
 * Architecture with another objective than {@link SoftmaxCrossEntropy}.
 *
 * @param base architecture with the layers, the initializer and the weight decay
 */
public record ObjectiveArchitecture(Architecture base, NamedObjective objective)
    implements Architecture {

  @Override
  public String kind() {
    return base.kind();
  }

  @Override
  public List<Layer> layers() {
    return base.layers();
  }

  @Override
  public Network network() {
    return base.network().trainedFor(objective.objective());
  }

  @Override
  public Initializer initializer() {
    return base.initializer();
  }

  @Override
  public double weightDecay() {
    return base.weightDecay();
  }
}

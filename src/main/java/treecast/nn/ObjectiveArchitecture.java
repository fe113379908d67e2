package treecast.nn;

/**
 * Architecture with another objective than {@link SoftmaxCrossEntropy}.
 *
 * @param layers architecture with the layers, the initializer and the weight decay
 */
public record ObjectiveArchitecture(Architecture layers, NamedObjective objective)
    implements Architecture {

  @Override
  public String kind() {
    return layers.kind();
  }

  @Override
  public Network network() {
    return layers.network().trainedFor(objective.objective());
  }

  @Override
  public Initializer initializer() {
    return layers.initializer();
  }

  @Override
  public double weightDecay() {
    return layers.weightDecay();
  }
}

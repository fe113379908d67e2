package treecast.nn;

/**
 * An architecture whose networks are trained for another objective than {@link
 * SoftmaxCrossEntropy}.
 *
 * @param layers what says the layers, the first weights and the weight decay
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

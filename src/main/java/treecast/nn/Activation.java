package treecast.nn;

/** The functions that a hidden layer may end with. */
public enum Activation {
  RELU("relu"),
  SIGMOID("sigmoid"),
  TANH("tanh");

  private final String key;

  Activation(String key) {
    this.key = key;
  }

  /** The name in a plan. */
  public String key() {
    return key;
  }

  /** The layer, for so many units. */
  public Layer layer(int units) {
    return switch (this) {
      case RELU -> new Relu(units);
      case SIGMOID -> new Sigmoid(units);
      case TANH -> new Tanh(units);
    };
  }
}

package treecast.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import treecast.optim.AdaGrad;
import treecast.optim.Adam;
import treecast.optim.Momentum;
import treecast.optim.Nesterov;
import treecast.optim.Optimizer;
import treecast.optim.RmsProp;
import treecast.optim.Sgd;

/** One update of all weights of the network. */
@State(Scope.Thread)
public class Updates {
  @Param({"sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"})
  String optimizer;

  private Optimizer made;
  private double[] weights;
  private double[] gradient;
  private double[][] slots;
  private int t;

  /** Makes the optimizer and its arrays. */
  @Setup
  public void make() {
    made =
        switch (optimizer) {
          case "sgd" -> new Sgd();
          case "momentum" -> new Momentum(0.9);
          case "nesterov" -> new Nesterov(0.9);
          case "adagrad" -> new AdaGrad();
          case "rmsprop" -> new RmsProp(0.99);
          case "adam" -> new Adam(0.9, 0.999);
          default -> throw new IllegalArgumentException(optimizer);
        };
    int length = Sizes.plan(128, 1, "auto").network().parameters();
    weights = Sizes.normal(length, 1);
    gradient = Sizes.normal(length, 2);
    slots = new double[made.slots()][length];
  }

  /** One update. */
  @Benchmark
  public double[] update() {
    made.step(weights, gradient, slots, 1e-9, ++t);
    return weights;
  }
}

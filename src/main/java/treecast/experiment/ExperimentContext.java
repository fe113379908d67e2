package treecast.experiment;

import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import treecast.data.DataSet;
import treecast.data.MinibatchSampling;
import treecast.nn.Activation;
import treecast.nn.Architecture;
import treecast.nn.Initializer;
import treecast.nn.MultiLayerNet;
import treecast.optim.Optimizer;
import treecast.source.Mnist;
import treecast.training.Batches;
import treecast.training.TrainingPlan;
import treecast.training.Trial;
import treecast.training.UpdateRule;

/**
 * Context of an experiment: data set and seed.
 *
 * @param data the rows
 * @param seed seed of all random numbers: trainings with the same seed and network shape share
 *     their initial weights, and those with the same seed and number of rows share their
 *     minibatches
 */
public record ExperimentContext(DataSet data, long seed) {
  private static final int UNITS = 100;

  /** Whether the data set is MNIST, which the chapter uses. */
  boolean onMnist() {
    return data.source().name().equals(Mnist.NAME);
  }

  /** Note below each chart: data set and seed. */
  String note() {
    return "%s, seed %d".formatted(data.source().name(), seed);
  }

  /** Note below a chart that needs no training. */
  String noteWithoutData() {
    return "computed without data, in a run on " + note();
  }

  /**
   * The chapter's network: hidden layers of 100 units, each followed by ReLU.
   *
   * @param layers number of hidden layers
   */
  MultiLayerNet net(int layers, Initializer initializer, double weightDecay) {
    return new MultiLayerNet(
        data.features(),
        Collections.nCopies(layers, UNITS),
        data.classes(),
        Activation.RELU,
        initializer,
        weightDecay);
  }

  /** The chapter's network without weight decay, with He's initial weights. */
  MultiLayerNet net(int layers) {
    return net(layers, Initializer.of("he"), 0);
  }

  /**
   * Training as in the chapter's listings: one shard, so that batch norm uses whole minibatches;
   * rows drawn with replacement; a constant learning rate.
   */
  Trial trial(
      String name, Architecture net, Optimizer optimizer, double rate, TrainingLength length) {
    TrainingPlan plan =
        new TrainingPlan(
            net.network(),
            net.initializer(),
            new UpdateRule(optimizer, rate).withWeightDecay(net.weightDecay()),
            new Batches(
                length.batch(), 1, MinibatchSampling.WITH_REPLACEMENT, length.rowsThatTrain()),
            length.steps(),
            seed,
            length.evaluation());
    return new Trial(name, plan, length.rows(), Trial.Keeps.NUMBERS);
  }

  /** Number of training rows to use: at most {@code max}. */
  int firstRows(int max) {
    return Math.min(max, data.trainRows());
  }

  /** Reference values, which exist only for MNIST. */
  List<Reference> onMnist(Supplier<List<Reference>> references) {
    return onMnist() ? references.get() : List.of();
  }
}

package treecast.experiment;

import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import treecast.data.DataSet;
import treecast.data.Sampling;
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
 * What an experiment does not decide itself.
 *
 * @param data the rows
 * @param seed what all random numbers come from: trainings of one seed and one shape of network
 *     share their first weights, those of one seed and one number of rows their minibatches
 */
public record ExperimentContext(DataSet data, long seed) {
  private static final int UNITS = 100;

  /** Whether the rows are those that the chapter speaks of. */
  boolean onMnist() {
    return data.source().name().equals(Mnist.NAME);
  }

  /** What each picture says of its origin. */
  String note() {
    return "%s, seed %d".formatted(data.source().name(), seed);
  }

  /** The same of a picture for which nothing was trained. */
  String noteWithoutData() {
    return "computed without data, in a run on " + note();
  }

  /** The chapter's network, ReLU behind each of so many hidden layers of 100 units. */
  MultiLayerNet net(int layers, Initializer initializer, double weightDecay) {
    return new MultiLayerNet(
        data.features(),
        Collections.nCopies(layers, UNITS),
        data.classes(),
        Activation.RELU,
        initializer,
        weightDecay);
  }

  /** The same without weight decay, begun as He et al. have it. */
  MultiLayerNet net(int layers) {
    return net(layers, Initializer.of("he"), 0);
  }

  /**
   * A training as the chapter has it: one shard, so that batch norm sees whole minibatches; rows
   * drawn with replacement; a rate that never changes.
   */
  Trial trial(
      String name, Architecture net, Optimizer optimizer, double rate, TrainingLength length) {
    TrainingPlan plan =
        new TrainingPlan(
            net.network(),
            net.initializer(),
            new UpdateRule(optimizer, rate).withWeightDecay(net.weightDecay()),
            new Batches(length.batch(), 1, Sampling.WITH_REPLACEMENT, length.rowsThatTrain()),
            length.steps(),
            seed,
            length.evaluation());
    return new Trial(name, plan, length.rows(), Trial.Keeps.NUMBERS);
  }

  /** So many of the first training rows, or all if there are fewer. */
  int firstRows(int max) {
    return Math.min(max, data.trainRows());
  }

  /** Figures beside their references, which there are for MNIST alone. */
  List<Reference> onMnist(Supplier<List<Reference>> references) {
    return onMnist() ? references.get() : List.of();
  }
}

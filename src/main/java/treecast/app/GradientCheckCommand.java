package treecast.app;

import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import treecast.config.PlanSettings;
import treecast.config.SettingsException;
import treecast.data.DataSet;
import treecast.data.Minibatch;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.linalg.Workspace;
import treecast.nn.Architecture;
import treecast.nn.ClassWeights;
import treecast.nn.GradientCheck;
import treecast.nn.Masks;
import treecast.nn.Network;
import treecast.nn.Tensor;
import treecast.workflow.DataChoice;

/**
 * The command {@code gradient-check}: compares the gradient of a plan's network with central
 * differences.
 */
@Command(
    name = "gradient-check",
    mixinStandardHelpOptions = true,
    description = "Compare a network's gradient with central differences, parameter by parameter.")
final class GradientCheckCommand implements Callable<Integer> {
  @Mixin private PlanOptions planOptions;
  @Mixin private ConfOptions confOptions;

  @Option(
      names = "--rows",
      defaultValue = "10",
      description = "Rows of the minibatch (${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--samples",
      defaultValue = "50",
      description = "Elements checked in each parameter (${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--tolerance",
      defaultValue = "1e-5",
      description = "The largest relative error that passes (${DEFAULT-VALUE}).")
  private double tolerance;

  @Override
  public Integer call() {
    PlanSettings settings = PlanSettings.of(planOptions.layers().plan());
    DataSet data = DataChoice.examine(confOptions.storage(), settings);
    requireGoodFlags(data);
    System.out.println(data.describe());
    data.source().notes().forEach(System.out::println);
    Shard shard = data.shards(Split.TRAIN, 1).get(0);
    Minibatch minibatch = shard.rows(0, rows, new Workspace());
    Architecture architecture = settings.on(Integer.MAX_VALUE).network().architecture(data);
    Network network = architecture.network().weightedBy(weights(settings, data, minibatch));
    GradientCheck check =
        new GradientCheck(
            network,
            network.initialWeights(architecture.initializer(), settings.seed()),
            architecture.weightDecay(),
            minibatch,
            Masks.random(settings.seed(), 0, 0, 0));
    boolean passed = true;
    for (Tensor tensor : network.weightTensors()) {
      double error = check.relativeError(tensor, samples, settings.seed());
      passed &= error <= tolerance;
      System.out.printf(
          "%-8s relative error %.1e  %s%n",
          tensor.name(), error, error <= tolerance ? "ok" : "WRONG");
    }
    return passed ? 0 : ExitCode.FAILED;
  }

  /** Class weights; balanced ones are those of the minibatch. */
  private ClassWeights weights(PlanSettings settings, DataSet data, Minibatch minibatch) {
    ClassWeights weights = settings.classWeights(data);
    long[] counts = new long[data.classes()];
    Arrays.stream(minibatch.labels()).limit(rows).forEach(of -> counts[of]++);
    return weights.isOpen() ? weights.balancedBy(counts) : weights;
  }

  private void requireGoodFlags(DataSet data) {
    if (rows < 2 || rows > data.trainRows()) {
      throw new SettingsException(
          "--rows: expected 2 to %d, found %d".formatted(data.trainRows(), rows));
    }
    if (samples < 1) {
      throw new SettingsException("--samples: expected 1 or more, found " + samples);
    }
    if (!(tolerance > 0)) {
      throw new SettingsException("--tolerance: expected a number above 0, found " + tolerance);
    }
  }
}

package treecast.app;

import com.typesafe.config.Config;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import treecast.config.PlanFormat;
import treecast.config.PlanSettings;
import treecast.config.SettingsException;
import treecast.config.Spelling;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.Storage;
import treecast.experiment.Experiment;
import treecast.experiment.ExperimentContext;
import treecast.experiment.FinishedExperiment;
import treecast.report.Block.Claim;
import treecast.workflow.DataChoice;
import treecast.workflow.ExperimentRunner;
import treecast.workflow.NewDirectory;

/**
 * The command {@code experiment}: runs experiments of chapter 6 of "Deep Learning from Scratch" and
 * writes a directory of charts, numbers and a report. A claim that does not hold is a result, not
 * an error.
 */
@Command(
    name = "experiment",
    mixinStandardHelpOptions = true,
    description =
        "Run experiments of chapter 6: trajectories, optimizers, activations, initialisation,"
            + " batchnorm, weight-decay, dropout, hyperparameters, ensemble, or all. The exit code"
            + " is 0 whether their claims hold or not.")
final class ExperimentCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of experiments, or all.")
  private List<String> names;

  @Mixin private PlanOptions planOptions;
  @Mixin private SparkOptions sparkOptions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The directory or URI of the results, which must not exist; by default a new one in"
              + " runs/.")
  private String out;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    List<Experiment> experiments = named(names, Experiment.ofTheChapter());
    Config config = planOptions.layers().plan();
    refuseOtherSettings(config);
    PlanSettings settings = PlanSettings.of(config);
    Storage storage = sparkOptions.storage();
    if (out != null) {
      NewDirectory.require(storage, "--out", out);
    }
    DataSet data = DataChoice.examine(storage, settings);
    requireTestRows(data);
    ExperimentContext context = new ExperimentContext(data, settings.seed());
    ExperimentRunner runner = new ExperimentRunner(context, experiments, sparkOptions);
    System.out.println(data.describe());
    List<FinishedExperiment> finished = runner.run();
    String directory = out != null ? out : NewDirectory.inRuns(storage);
    runner.write(storage, directory, finished, (System.nanoTime() - start) / 1e9);
    print(finished);
    List<Claim> claims = finished.stream().flatMap(f -> f.result().claims().stream()).toList();
    System.out.printf(
        "%d of %d claims hold, %.1f s: %s%n",
        claims.stream().filter(Claim::passed).count(),
        claims.size(),
        (System.nanoTime() - start) / 1e9,
        directory);
    return 0;
  }

  /**
   * Experiments by name, each once, in the book's order.
   *
   * @throws SettingsException if a name is unknown
   */
  private static List<Experiment> named(List<String> names, List<Experiment> there) {
    List<String> known =
        Stream.concat(there.stream().map(Experiment::name), Stream.of(ALL)).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new SettingsException(
            "experiment: expected one of %s, found %s%s"
                .formatted(String.join(", ", known), name, Spelling.hint(name, known)));
      }
    }
    return there.stream()
        .filter(experiment -> names.contains(ALL) || names.contains(experiment.name()))
        .toList();
  }

  private static void requireTestRows(DataSet data) {
    if (data.testRows() == 0) {
      throw new DataException(
          data.source().name() + ": expected test rows, which experiments compare on, found none");
    }
  }

  /**
   * Refuses other settings than data and seed, because the experiments' settings are those of the
   * book.
   */
  private static void refuseOtherSettings(Config config) {
    Config defaults = PlanFormat.of(config).plan().withoutPath("data").withoutPath("seed");
    List<String> set =
        config.withoutPath("data").withoutPath("seed").root().entrySet().stream()
            .filter(entry -> !entry.getValue().equals(defaults.root().get(entry.getKey())))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!set.isEmpty()) {
      throw new SettingsException(
          "%s: expected settings of data and seed only, as experiments have fixed settings, found others"
              .formatted(String.join(", ", set)));
    }
  }

  private static void print(List<FinishedExperiment> finished) {
    for (FinishedExperiment each : finished) {
      for (Claim claim : each.result().claims()) {
        System.out.printf(
            "%s  %s: %s (%s)%n",
            claim.passed() ? "holds" : "FAILS",
            each.experiment().name(),
            claim.claim(),
            claim.figures());
      }
    }
  }
}

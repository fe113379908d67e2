package treecast.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import treecast.cluster.SparkEngine;
import treecast.config.Configuration;
import treecast.config.DataSettings;
import treecast.config.PlanLayers;
import treecast.config.PlanSettings;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.Paths;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.model.Classifier;
import treecast.report.RunDirectory;
import treecast.training.Engine;
import treecast.training.Evaluation;
import treecast.training.ScoredSplit;
import treecast.workflow.CommandSpark;
import treecast.workflow.DataChoice;
import treecast.workflow.EvaluationResult;
import treecast.workflow.NewDirectory;
import treecast.workflow.SavedModel;

/** The command {@code evaluate}: evaluates a model or an ensemble on a data set. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Evaluate a trained model or ensemble, distributed on Spark.")
final class EvaluateCommand implements Callable<Integer> {
  private static final int SHARDS = 8;

  @Parameters(
      paramLabel = "RUN",
      description = "A run directory, or the file of a model or an ensemble.")
  private String run;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write evaluation.json and report.html to this directory or URI, which must not exist; by"
              + " default the scores are only printed.")
  private String out;

  @Mixin private DataOptions dataOptions;
  @Mixin private SparkOptions sparkOptions;

  @Override
  public Integer call() throws IOException {
    sparkOptions.validate(SHARDS);
    Storage storage = sparkOptions.storage();
    if (out != null) {
      NewDirectory.require(storage, "--out", out);
    }
    Classifier model = SavedModel.read(storage, run);
    DataSettings settings = PlanSettings.of(layers(storage).plan()).data();
    DataSet dataSet = DataChoice.examine(storage, settings, model.encoding(), model.inputs());
    if (!model.takes(dataSet.shape())) {
      throw new DataException(
          "%s: expected images of the shape that the model takes, found %s"
              .formatted(dataSet.source().name(), dataSet.shape()));
    }
    System.out.println(dataSet.describe());
    EvaluationResult result =
        new EvaluationResult(
            run, dataSet.describe(), dataSet.labels().names(), splits(model, dataSet));
    result.print(System.out);
    if (out != null) {
      result.write(storage, out);
      System.out.println("all scores and curves: " + out);
    }
    return 0;
  }

  private Map<Split, ScoredSplit> splits(Classifier model, DataSet dataSet) {
    Map<Split, ScoredSplit> splits = new EnumMap<>(Split.class);
    try (CommandSpark spark = sparkOptions.start("evaluate")) {
      for (Split split : Split.values()) {
        ScoredSplit found = evaluate(spark.context(), model, dataSet, split);
        Evaluation evaluation = found.evaluation();
        System.out.printf(
            "%s accuracy %.4f (%,d of %,d right), loss %.4f%n",
            split,
            evaluation.accuracy(),
            evaluation.correct(),
            evaluation.rows(),
            evaluation.loss());
        splits.put(split, found);
      }
    }
    return splits;
  }

  private ScoredSplit evaluate(SparkContext spark, Classifier model, DataSet dataSet, Split split) {
    int shards = Math.min(SHARDS, dataSet.rows(split));
    int partitions = Math.min(shards, sparkOptions.partitions(spark, shards));
    try (Engine engine = SparkEngine.of(spark, dataSet, split, shards, partitions)) {
      return ScoredSplit.of(engine, split, model);
    }
  }

  /** Settings from the options, over those of the run's plan if a run directory was given. */
  private PlanLayers layers(Storage storage) {
    Path plan = Paths.in(run, RunDirectory.PLAN);
    try {
      FileSystem files = storage.of(plan);
      if (!files.exists(plan)) {
        return dataOptions.layers();
      }
      try (InputStream in = files.open(plan)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return dataOptions.layers().over(Configuration.dataOf(text, plan.toString()));
      }
    } catch (IOException e) {
      throw DataException.unreadable(plan, e);
    }
  }
}

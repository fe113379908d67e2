package treecast.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
import treecast.workflow.CommandSpark;
import treecast.workflow.DataChoice;
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

  @Mixin private DataOptions dataOptions;
  @Mixin private SparkOptions sparkOptions;

  @Override
  public Integer call() {
    sparkOptions.validate(SHARDS);
    Storage storage = sparkOptions.storage();
    Classifier model = SavedModel.read(storage, run);
    DataSettings settings = PlanSettings.of(layers(storage).plan()).data();
    DataSet dataSet = DataChoice.examine(storage, settings, model.encoding(), model.inputs());
    if (!model.takes(dataSet.shape())) {
      throw new DataException(
          "%s: expected images of the shape that the model takes, found %s"
              .formatted(dataSet.source().name(), dataSet.shape()));
    }
    System.out.println(dataSet.describe());
    dataSet.source().notes().forEach(System.out::println);
    try (CommandSpark spark = sparkOptions.start("evaluate")) {
      for (Split split : Split.values()) {
        Evaluation evaluation = evaluate(spark.context(), model, dataSet, split);
        System.out.printf(
            "%s accuracy %.4f (%,d of %,d right), loss %.4f%n",
            split,
            evaluation.accuracy(),
            evaluation.correct(),
            evaluation.rows(),
            evaluation.loss());
      }
    }
    return 0;
  }

  private Evaluation evaluate(SparkContext spark, Classifier model, DataSet dataSet, Split split) {
    int shards = Math.min(SHARDS, dataSet.rows(split));
    int partitions = Math.min(shards, sparkOptions.partitions(spark, shards));
    try (Engine engine = SparkEngine.of(spark, dataSet, split, shards, partitions)) {
      return Evaluation.of(engine, split, model);
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

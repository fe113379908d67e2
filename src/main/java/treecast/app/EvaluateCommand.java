package treecast.app;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.SparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import treecast.cluster.SparkEngine;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.model.Classifier;
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

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write evaluation.json and report.html to this directory or URI, which must not exist; by"
              + " default the scores are only printed.")
  private String out;

  @Mixin private ModelOptions modelOptions;
  @Mixin private SparkOptions sparkOptions;

  @Override
  public Integer call() throws IOException {
    sparkOptions.validate(SHARDS);
    Storage storage = sparkOptions.storage();
    if (out != null) {
      NewDirectory.require(storage, "--out", out);
    }
    Classifier model = SavedModel.read(storage, modelOptions.run());
    DataSet dataSet = dataSet(storage, model);
    describe(storage, dataSet);
    EvaluationResult result =
        new EvaluationResult(
            modelOptions.run(),
            dataSet.describe(),
            dataSet.labels().names(),
            splits(model, dataSet));
    result.print(System.out);
    if (out != null) {
      result.write(storage, out);
      System.out.println("all scores and curves: " + out);
    }
    return 0;
  }

  private void describe(Storage storage, DataSet dataSet) {
    System.out.println(dataSet.describe());
    dataSet.source().notes().forEach(System.out::println);
    modelOptions
        .trainedOn(storage)
        .filter(trained -> !trained.equals(dataSet.source().location()))
        .ifPresent(
            trained -> System.out.println("other files than those of the training, " + trained));
  }

  private DataSet dataSet(Storage storage, Classifier model) {
    ModelOptions.ModelData data = modelOptions.data(storage);
    DataSet dataSet =
        DataChoice.examine(
            storage,
            data.settings(),
            data.own(),
            model.encoding(),
            model.inputs(),
            sparkOptions.rowTasks("evaluate"));
    if (!model.takes(dataSet.shape())) {
      throw new DataException(
          "%s: expected images of the shape that the model takes, found %s"
              .formatted(dataSet.source().name(), dataSet.shape()));
    }
    return dataSet;
  }

  private Map<Split, ScoredSplit> splits(Classifier model, DataSet dataSet) {
    Map<Split, ScoredSplit> splits = new EnumMap<>(Split.class);
    try (CommandSpark spark = sparkOptions.start("evaluate")) {
      for (Split split : Split.values()) {
        if (dataSet.rows(split) == 0) {
          continue;
        }
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
}

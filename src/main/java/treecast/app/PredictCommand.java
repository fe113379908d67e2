package treecast.app;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import treecast.config.SettingsException;
import treecast.data.Storage;
import treecast.model.Classifier;
import treecast.model.Prediction;
import treecast.model.PredictionLines;
import treecast.source.RowInput;
import treecast.workflow.DataChoice;
import treecast.workflow.PredictionRun;
import treecast.workflow.SavedModel;

/** The command {@code predict}: predicts the class of each row of files, with labels or without. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Predict the class of each row, distributed on Spark.")
final class PredictCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description =
          "Folder or URI of part files, or one file if the name ends with .csv or .jsonl. The same"
              + " command goes on where it was killed. By default the first rows are printed.")
  private String out;

  @Option(names = "--json", description = "Write a JSON object for each row instead of CSV.")
  private boolean json;

  @Option(
      names = "--top",
      paramLabel = "K",
      description = "Write the K most probable classes instead of the probability of each class.")
  private Integer top;

  @Option(
      names = "--keep",
      paramLabel = "COLUMN",
      split = ",",
      description = "Hand on these columns of the input: names, or numbers from 1.")
  private List<String> keep = List.of();

  @Mixin private ModelOptions modelOptions;
  @Mixin private SparkOptions sparkOptions;

  @Override
  public Integer call() throws IOException {
    sparkOptions.validate(Integer.MAX_VALUE);
    Storage storage = sparkOptions.storage();
    Classifier model = SavedModel.read(storage, modelOptions.run());
    if (top != null && (top < 1 || top > model.outputs())) {
      throw new SettingsException(
          "--top: expected a number from 1 to the number of classes, %d, found %d"
              .formatted(model.outputs(), top));
    }
    RowInput rows =
        DataChoice.rows(
            storage, modelOptions.data(storage).settings(), model.encoding(), model.inputs());
    List<String> labels = model.encoding().classes().labels();
    PredictionLines lines = new PredictionLines(labels, json, top == null ? 0 : top, keep);
    if (out == null) {
      print(new Prediction(model, rows, lines));
      return 0;
    }
    Prediction prediction = new Prediction(model, rows.cut(), lines);
    PredictionRun run = new PredictionRun(storage, prediction, SavedModel.sha256(model));
    rows.notes().forEach(System.out::println);
    System.out.println(rows.name() + ": " + run.write(out, () -> sparkOptions.start("predict")));
    return 0;
  }

  /** Prints the first rows, which are read by this process. */
  private static void print(Prediction prediction) {
    System.out.print(prediction.lines().header());
    long[] shown = {0};
    for (int range = 0; range < prediction.input().ranges() && shown[0] < SHOWN; range++) {
      prediction.range(
          range,
          shown[0],
          SHOWN - shown[0],
          (behind, text) -> {
            System.out.print(text);
            shown[0] = behind;
            return true;
          });
    }
  }
}

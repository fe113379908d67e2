package treecast.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import treecast.data.DataSet;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.model.Classifier;
import treecast.report.Block;
import treecast.report.ConfusionBlocks;
import treecast.report.MisclassificationBlocks;
import treecast.report.Report.Section;
import treecast.report.TextFormat;
import treecast.training.Misclassification;
import treecast.training.Predictions;

/**
 * Sections of a report on the test rows: the confusion matrix, and the misclassifications.
 *
 * @param context data set and engine of the run
 */
record TestSections(RunContext context) {
  /** Maximum number of misclassified test rows that are shown. */
  private static final int MISTAKES = 25;

  /** Number of classes up to which pairs of them are counted. */
  private static final int MOST_CLASSES = 2_048;

  List<Section> of(Classifier classifier) {
    DataSet data = context.data();
    List<Section> sections = new ArrayList<>();
    if (data.classes() > MOST_CLASSES) {
      sections.add(byClass(new Block.Text(tooMany(data.classes()))));
      return sections;
    }
    Predictions predictions = predictions(classifier);
    List<String> classes = data.labels().names();
    List<Block> byClass = new ArrayList<>(ConfusionBlocks.of(predictions.confusion(), classes));
    byClass.add(ConfusionBlocks.eachClass(predictions.confusion(), classes));
    sections.add(byClass(byClass.toArray(Block[]::new)));
    if (!predictions.mistakes().isEmpty()) {
      MisclassificationBlocks blocks = new MisclassificationBlocks(data, features(predictions));
      sections.add(
          new Section(
              "mistakes",
              "The most confident misclassifications",
              List.of(
                  new Block.Text(MisclassificationBlocks.TEXT),
                  blocks.of(predictions.mistakes()))));
    }
    return sections;
  }

  private static Section byClass(Block... blocks) {
    return new Section("test", "Test rows by class", List.of(blocks));
  }

  private static String tooMany(int classes) {
    return TextFormat.of(
        "Test rows are counted by class for up to %,d classes; there are %,d.",
        MOST_CLASSES, classes);
  }

  private Predictions predictions(Classifier classifier) {
    DataSet data = context.data();
    ShardAssignment rows =
        new ShardAssignment(data.rows(Split.TEST), context.plan().batches().shards());
    return Predictions.of(context.engine(), Split.TEST, classifier, rows, data.classes(), MISTAKES);
  }

  private Map<Integer, double[]> features(Predictions predictions) {
    Map<Integer, double[]> features =
        Misclassification.features(context.engine(), Split.TEST, predictions.mistakes());
    features.replaceAll((row, scaled) -> context.data().source().scaling().undo(scaled));
    return features;
  }
}

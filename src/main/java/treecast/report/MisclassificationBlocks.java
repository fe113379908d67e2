package treecast.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import treecast.data.DataSet;
import treecast.training.Misclassification;

/**
 * Blocks of a report for misclassified rows.
 *
 * @param data the data set of the rows
 * @param features features before scaling, by row index
 */
public record MisclassificationBlocks(DataSet data, Map<Integer, double[]> features) {
  /** Explanation above the blocks. */
  public static final String TEXT =
      "The test rows that were misclassified with the highest probability: the actual class, the"
          + " predicted class, and its probability.";

  /** Number of features shown in a table, if rows are no images. */
  private static final int FEATURES = 8;

  /** Gallery of images, or a table if rows are no images. */
  public Block of(List<Misclassification> mistakes) {
    boolean images = data.height() > 1 && data.width() > 1;
    return images
        ? new Block.Gallery("", mistakes.stream().map(this::example).toList())
        : table(mistakes);
  }

  private Block.Example example(Misclassification mistake) {
    String actual = name(mistake.actual());
    String guess = name(mistake.guess());
    String sure = TextFormat.percent(mistake.probability());
    return new Block.Example(
        "%s predicted as %s, %s".formatted(actual, guess, sure),
        "Row %d: image of class %s, predicted as %s with a probability of %s"
            .formatted(mistake.row(), actual, guess, sure),
        data.shape(),
        features.get(mistake.row()));
  }

  private Block.Table table(List<Misclassification> mistakes) {
    List<String> header =
        new ArrayList<>(List.of("row", "class", "predicted", "probability", "of its class"));
    int columns = Math.min(FEATURES, data.features());
    IntStream.rangeClosed(1, columns).forEach(j -> header.add("feature " + j));
    return new Block.Table(
        "Misclassified rows", header, mistakes.stream().map(m -> row(m, columns)).toList());
  }

  private List<String> row(Misclassification mistake, int columns) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                String.valueOf(mistake.row()),
                name(mistake.actual()),
                name(mistake.guess()),
                TextFormat.percent(mistake.probability()),
                TextFormat.percent(mistake.actualProbability())));
    double[] values = features.get(mistake.row());
    IntStream.range(0, columns).forEach(j -> cells.add(TextFormat.of("%.4g", values[j])));
    return cells;
  }

  private String name(int of) {
    return data.labels().names().get(of);
  }
}

package treecast.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import treecast.data.DataSet;
import treecast.training.Misclassification;

/**
 * What a report says of single rows that are taken for another class than their own.
 *
 * @param data what the rows are
 * @param features those of each row by its number, before any scaling
 */
public record MisclassificationBlocks(DataSet data, Map<Integer, double[]> features) {
  /** What the blocks show. */
  public static final String TEXT =
      "The test rows that were taken for another class with the highest probability: the class, what"
          + " it was taken for, and that probability.";

  /** Features of a row that are no image and stand in a table. */
  private static final int FEATURES = 8;

  /** The images, or a table of rows that are none. */
  public Block of(List<Misclassification> mistakes) {
    boolean images = data.height() > 1 && data.width() > 1;
    return images
        ? new Block.Gallery("", mistakes.stream().map(this::example).toList())
        : table(mistakes);
  }

  private Block.Example example(Misclassification mistake) {
    String actual = name(mistake.actual());
    String guess = name(mistake.guess());
    String sure = Plain.percent(mistake.probability());
    return new Block.Example(
        "%s taken for %s, %s".formatted(actual, guess, sure),
        "Row %d: image of class %s, taken for %s with a probability of %s"
            .formatted(mistake.row(), actual, guess, sure),
        data.shape(),
        features.get(mistake.row()));
  }

  private Block.Table table(List<Misclassification> mistakes) {
    List<String> header =
        new ArrayList<>(List.of("row", "class", "taken for", "probability", "of its class"));
    int columns = Math.min(FEATURES, data.features());
    IntStream.rangeClosed(1, columns).forEach(j -> header.add("feature " + j));
    return new Block.Table(
        "Rows and what they were taken for",
        header,
        mistakes.stream().map(m -> row(m, columns)).toList());
  }

  private List<String> row(Misclassification mistake, int columns) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                String.valueOf(mistake.row()),
                name(mistake.actual()),
                name(mistake.guess()),
                Plain.percent(mistake.probability()),
                Plain.percent(mistake.actualProbability())));
    double[] values = features.get(mistake.row());
    IntStream.range(0, columns).forEach(j -> cells.add(Plain.of("%.4g", values[j])));
    return cells;
  }

  private String name(int of) {
    return data.labels().names().get(of);
  }
}

package treecast.model;

import java.io.Serializable;
import java.util.List;
import java.util.function.BiPredicate;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.Workspace;
import treecast.source.RowInput;
import treecast.source.RowInput.RowBatch;

/**
 * Prediction of a model for input rows: a pure function of the model and the rows, range by range.
 */
public record Prediction(Classifier model, RowInput input, PredictionLines lines)
    implements Serializable {

  /**
   * Predicts the rows of a range, batch by batch, until {@code each} returns false.
   *
   * @param firstRow index of its first row in the input
   * @param most number of rows after which it ends
   * @param each receives the index of the row behind the batch, and the lines of the batch
   */
  public void range(int range, long firstRow, long most, BiPredicate<Long, CharSequence> each) {
    long[] row = {firstRow};
    StringBuilder text = new StringBuilder();
    input.read(
        range,
        lines.keep(),
        batch -> {
          text.setLength(0);
          row[0] = add(text, row[0], batch, most - (row[0] - firstRow));
          return each.test(row[0], text) && row[0] - firstRow < most;
        });
  }

  /** Workspace of the model's precision: where it is that of the rows, they must stay in it. */
  private Workspace besides(Workspace ofRows) {
    return model.precision() == Precision.DOUBLE
        ? ofRows
        : Workspace.ofThisThread(model.precision()).reuse();
  }

  private long add(StringBuilder text, long firstRow, RowBatch batch, long most) {
    Workspace workspace = Workspace.ofThisThread().reuse();
    int count = (int) Math.min(batch.count(), most);
    Matrix x = workspace.matrix(count, batch.inputs().features());
    int[] rows = workspace.integers(count);
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
    batch.inputs().gather(rows, x);
    model.encoding().scaling().apply(x);
    Matrix scores = model.scores(x, besides(workspace));
    int[] guesses = workspace.integers(count);
    for (int i = 0; i < count; i++) {
      guesses[i] = scores.largestInRow(i);
    }
    model.toProbabilities(scores);
    for (int i = 0; i < count; i++) {
      lines.add(
          text,
          firstRow + i,
          guesses[i],
          scores,
          i,
          batch.kept().isEmpty() ? List.of() : batch.kept().get(i));
    }
    return firstRow + count;
  }
}

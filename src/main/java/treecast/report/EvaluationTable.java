package treecast.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import treecast.score.Score;
import treecast.training.Evaluation;
import treecast.training.Evaluations;
import treecast.training.History;
import treecast.training.History.Entry;
import treecast.training.TrainingPlan;

/** Tables of losses and accuracies. */
public final class EvaluationTable {
  /**
   * Maximum number of rows in a table; of a longer training, some evaluations are shown, including
   * the last one.
   */
  private static final int ROWS = 20;

  private EvaluationTable() {}

  /** Table of one training by epoch. */
  public static Block.Table of(TrainingPlan plan, History history) {
    List<Entry> entries = history.records();
    int stride = (entries.size() + ROWS - 1) / ROWS;
    List<List<String>> rows =
        IntStream.range(0, entries.size())
            .filter(i -> (entries.size() - 1 - i) % stride == 0)
            .mapToObj(entries::get)
            .map(
                entry ->
                    row(
                        plan,
                        entry.evaluations(),
                        TextFormat.of("%.2f", plan.batches().epochs(entry.step())),
                        TextFormat.number(entry.step())))
            .toList();
    List<String> header = header(plan, history.last().evaluations(), "epoch", "step");
    return new Block.Table("Evaluations", header, rows);
  }

  /**
   * Table of an ensemble and its members.
   *
   * @param names the names of the ensemble and the members
   */
  public static Block.Table of(
      TrainingPlan plan, String caption, List<String> names, List<Evaluations> evaluations) {
    return new Block.Table(
        caption,
        header(plan, evaluations.get(0), "network"),
        IntStream.range(0, names.size())
            .mapToObj(i -> row(plan, evaluations.get(i), names.get(i)))
            .toList());
  }

  private static List<String> header(TrainingPlan plan, Evaluations evaluations, String... first) {
    List<String> header = new ArrayList<>(List.of(first));
    header.addAll(List.of("train loss", "train accuracy"));
    if (evaluations.validated()) {
      header.addAll(List.of("validation loss", "validation accuracy"));
      if (plan.evaluation().score() != Score.ACCURACY) {
        header.add("validation " + plan.evaluation().score().title());
      }
    }
    if (evaluations.tested()) {
      header.addAll(List.of("test loss", "test accuracy"));
    }
    return header;
  }

  private static List<String> row(TrainingPlan plan, Evaluations evaluations, String... first) {
    List<String> row = new ArrayList<>(List.of(first));
    add(row, evaluations.train());
    if (evaluations.validated()) {
      add(row, evaluations.validation());
      if (plan.evaluation().score() != Score.ACCURACY) {
        row.add(TextFormat.share(evaluations.score()));
      }
    }
    if (evaluations.tested()) {
      add(row, evaluations.test());
    }
    return row;
  }

  private static void add(List<String> row, Evaluation evaluation) {
    row.add(TextFormat.of("%.4f", evaluation.loss()));
    row.add(TextFormat.share(evaluation.accuracy()));
  }
}

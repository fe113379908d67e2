package treecast.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import treecast.training.History.Entry;

/**
 * Evaluations as an array of numbers: rows, right ones and the sum of losses, of training,
 * validation and test rows. Counts below 2^53 are exact as doubles. Scores that are not the
 * accuracy are an array of their own.
 */
final class EvaluationRecords {
  private static final int ROW = 9;

  private EvaluationRecords() {}

  /** The 9 numbers of an evaluation. */
  static double[] row(Evaluations found) {
    double[] row = new double[ROW];
    put(found, row, 0);
    return row;
  }

  /** Those of each entry of a history, 10 numbers each: the step stands first. */
  static double[] rows(List<Entry> entries) {
    double[] rows = new double[entries.size() * (1 + ROW)];
    for (int i = 0; i < entries.size(); i++) {
      rows[i * (1 + ROW)] = entries.get(i).step();
      put(entries.get(i).evaluations(), rows, i * (1 + ROW) + 1);
    }
    return rows;
  }

  /** Score of each evaluation; empty if all are accuracies, which follow from the other numbers. */
  static double[] scores(List<Evaluations> found) {
    boolean accuracies =
        found.stream()
            .allMatch(each -> Double.compare(each.score(), each.validation().accuracy()) == 0);
    return accuracies ? new double[0] : found.stream().mapToDouble(Evaluations::score).toArray();
  }

  /**
   * Evaluations with their scores.
   *
   * @param scores one for each; empty if they are accuracies
   * @throws IllegalArgumentException if there are not as many
   */
  static List<Entry> scored(List<Entry> entries, double[] scores) {
    if (scores.length == 0) {
      return entries;
    }
    if (scores.length != entries.size()) {
      throw new IllegalArgumentException(
          "%d scores of %d evaluations".formatted(scores.length, entries.size()));
    }
    return IntStream.range(0, scores.length)
        .mapToObj(
            i -> new Entry(entries.get(i).step(), scored(entries.get(i).evaluations(), scores[i])))
        .toList();
  }

  private static Evaluations scored(Evaluations found, double score) {
    return new Evaluations(found.train(), found.validation(), found.test(), score);
  }

  private static void put(Evaluations found, double[] row, int at) {
    int next = at;
    for (Evaluation each : List.of(found.train(), found.validation(), found.test())) {
      row[next++] = each.rows();
      row[next++] = each.correct();
      row[next++] = each.lossSum();
    }
  }

  /**
   * The evaluation of 9 numbers.
   *
   * @throws IllegalArgumentException if there are not as many
   */
  static Evaluations ofRow(double[] row) {
    require(row.length == ROW, row.length);
    return at(row, 0);
  }

  /**
   * The entries of a history.
   *
   * @throws IllegalArgumentException if they are not 10 numbers each
   */
  static List<Entry> ofRows(double[] rows) {
    require(rows.length % (1 + ROW) == 0, rows.length);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < rows.length; i += 1 + ROW) {
      entries.add(new Entry((int) rows[i], at(rows, i + 1)));
    }
    return entries;
  }

  private static Evaluations at(double[] row, int at) {
    return new Evaluations(one(row, at), one(row, at + 3), one(row, at + 6));
  }

  private static Evaluation one(double[] row, int at) {
    return new Evaluation((long) row[at], (long) row[at + 1], row[at + 2]);
  }

  private static void require(boolean whole, int length) {
    if (!whole) {
      throw new IllegalArgumentException("evaluations of " + length + " numbers");
    }
  }
}

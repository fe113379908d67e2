package treecast.nn;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import treecast.data.Targets;
import treecast.linalg.Matrix;

/**
 * Class weights: how much the loss of a row counts in a training, by its class. The loss of a
 * minibatch is the weighted mean of the losses of its rows: their weighted sum divided by the sum
 * of the weights. Evaluations do not use them.
 *
 * @param balanced whether the weights are made of the number of training rows of each class, so
 *     that each class counts the same
 * @param each the weight of each class, above 0; empty if all rows count the same, or if the
 *     numbers of rows are not known yet
 */
@SuppressWarnings("serial") // a serialisable list, which the interface does not say
public record ClassWeights(boolean balanced, List<Double> each) implements Serializable {
  /** All rows count the same. */
  public static final ClassWeights NONE = new ClassWeights(false, List.of());

  /** Each class counts the same, whatever its number of training rows. */
  public static final ClassWeights BALANCED = new ClassWeights(true, List.of());

  /**
   * Checks the weights.
   *
   * @throws IllegalArgumentException if one is not a finite number above 0
   */
  public ClassWeights {
    each = List.copyOf(each);
    for (double weight : each) {
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("expected a weight above 0, found " + weight);
      }
    }
  }

  /** Weights of each class. */
  public static ClassWeights listed(List<Double> each) {
    return new ClassWeights(false, each);
  }

  /** These weights, or none if all are equal: then no weight is applied, so that no bit changes. */
  public ClassWeights applied() {
    return isOpen() || each.stream().distinct().count() > 1 ? this : NONE;
  }

  /** Whether the weights depend on numbers of rows that are not known yet. */
  public boolean isOpen() {
    return balanced && each.isEmpty();
  }

  /**
   * Balanced weights: the number of rows, divided by the number of classes that have rows and by
   * the number of rows of the class. A class without rows has the weight 1, which nothing uses.
   *
   * @param counts number of training rows of each class
   */
  public ClassWeights balancedBy(long[] counts) {
    double rows = Arrays.stream(counts).sum();
    long classes = Arrays.stream(counts).filter(count -> count > 0).count();
    List<Double> weights =
        Arrays.stream(counts)
            .mapToObj(count -> count == 0 ? 1.0 : rows / ((double) classes * count))
            .toList();
    return new ClassWeights(true, weights).applied();
  }

  /**
   * Sum of the weights of rows: their number if all count the same.
   *
   * @throws IllegalStateException if the weights are open
   */
  double sum(Targets targets, int rows) {
    if (isOpen()) {
      throw new IllegalStateException("the numbers of rows of the classes are not known yet");
    }
    if (each.isEmpty()) {
      return rows;
    }
    int[] labels = targets.labels();
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += each.get(labels[i]);
    }
    return sum;
  }

  /** Loss of one row, by an objective. */
  private interface RowLoss {
    double of(Matrix row, Targets targets);
  }

  /** Weighted sum of the losses of rows, see {@link Objective#loss}. */
  double loss(Objective objective, Matrix predictions, Targets targets) {
    return each.isEmpty()
        ? objective.loss(predictions, targets)
        : sum(objective::loss, predictions, targets);
  }

  /** Weighted sum of the exact losses of rows, see {@link Objective#exactLoss}. */
  double exactLoss(Objective objective, Matrix scores, Targets targets) {
    return each.isEmpty()
        ? objective.exactLoss(scores, targets)
        : sum(objective::exactLoss, scores, targets);
  }

  private double sum(RowLoss loss, Matrix all, Targets targets) {
    int[] labels = targets.labels();
    double sum = 0;
    for (int i = 0; i < all.rows(); i++) {
      Matrix row = new Matrix(all.array(), all.row(i), 1, all.columns());
      sum += each.get(labels[i]) * loss.of(row, new Targets.Labels(new int[] {labels[i]}));
    }
    return sum;
  }

  /** Replaces predictions by the gradient of the weighted sum, see {@link Objective#toGradient}. */
  void toGradient(Objective objective, Matrix predictions, Targets targets) {
    objective.toGradient(predictions, targets);
    if (each.isEmpty()) {
      return;
    }
    int[] labels = targets.labels();
    for (int i = 0; i < predictions.rows(); i++) {
      double weight = each.get(labels[i]);
      for (int j = 0; j < predictions.columns(); j++) {
        predictions.set(i, j, predictions.get(i, j) * weight);
      }
    }
  }
}

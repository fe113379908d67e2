package treecast.nn;

import treecast.data.Targets;
import treecast.linalg.Matrix;

/**
 * Squared error: {@code 1/2 sum (y - t)^2} over the outputs of a row, for real targets; the loss of
 * a training is its mean over rows. This is the book's sum of squared errors; libraries that take
 * the mean over outputs as well, without the half, give {@code 2 / outputs} times it.
 *
 * <p>Predictions are the scores themselves; the gradient is {@code y - t}.
 */
public record SquaredError() implements Objective {

  @Override
  public String name() {
    return "squared-error";
  }

  @Override
  public void toPredictions(Matrix scores) {
    // The scores are the predictions.
  }

  @Override
  public double loss(Matrix predictions, Targets targets) {
    Matrix values = values(predictions, targets);
    double sum = 0;
    for (int i = 0; i < predictions.size(); i++) {
      double error = predictions.get(i) - values.get(i);
      sum += error * error;
    }
    return sum / 2;
  }

  @Override
  public void toGradient(Matrix predictions, Targets targets) {
    Matrix values = values(predictions, targets);
    for (int i = 0; i < predictions.size(); i++) {
      predictions.set(i, predictions.get(i) - values.get(i));
    }
  }

  private Matrix values(Matrix predictions, Targets targets) {
    Matrix values = targets.values();
    if (values.rows() != predictions.rows() || values.columns() != predictions.columns()) {
      throw new IllegalArgumentException(
          "%s: expected %d x %d targets, found %d x %d"
              .formatted(
                  name(),
                  predictions.rows(),
                  predictions.columns(),
                  values.rows(),
                  values.columns()));
    }
    return values;
  }
}

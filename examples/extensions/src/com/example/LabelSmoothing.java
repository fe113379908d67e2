package com.example;

import treecast.data.Targets;
import treecast.linalg.Matrix;
import treecast.nn.Objective;
import treecast.nn.SoftmaxCrossEntropy;

/**
 * Softmax and cross-entropy with smoothed labels (arXiv 1512.00567): the right class has the target
 * {@code 1 - smoothing + smoothing / classes}, every other one {@code smoothing / classes}.
 *
 * @param smoothing from 0 to below 1
 */
public record LabelSmoothing(double smoothing) implements Objective {
  private static final double EPSILON = 1e-7;

  @Override
  public String name() {
    return "label-smoothing";
  }

  @Override
  public void toPredictions(Matrix scores) {
    new SoftmaxCrossEntropy().toPredictions(scores);
  }

  @Override
  public double loss(Matrix predictions, Targets targets) {
    int[] labels = targets.labels();
    double loss = 0;
    for (int i = 0; i < predictions.rows(); i++) {
      for (int j = 0; j < predictions.columns(); j++) {
        double target = target(j == labels[i], predictions.columns());
        loss -= target * StrictMath.log(predictions.get(i, j) + EPSILON);
      }
    }
    return loss;
  }

  @Override
  public void toGradient(Matrix predictions, Targets targets) {
    int[] labels = targets.labels();
    for (int i = 0; i < predictions.rows(); i++) {
      for (int j = 0; j < predictions.columns(); j++) {
        double target = target(j == labels[i], predictions.columns());
        predictions.set(i, j, predictions.get(i, j) - target);
      }
    }
  }

  private double target(boolean right, int classes) {
    return (right ? 1 - smoothing : 0) + smoothing / classes;
  }
}

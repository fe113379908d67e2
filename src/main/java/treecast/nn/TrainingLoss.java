package treecast.nn;

import java.io.Serializable;
import treecast.data.Minibatch;
import treecast.data.Targets;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;

/**
 * Loss of a training: an objective, and how much each row counts.
 *
 * @param weights how much a row counts, by its class
 */
record TrainingLoss(Objective objective, ClassWeights weights) implements Serializable {

  /**
   * Adds the loss of rows and the sum of their weights, and returns the gradient with respect to
   * the scores. The scores are not changed: the backward pass of an activation as last layer needs
   * them.
   */
  Matrix add(Matrix scores, Minibatch minibatch, Workspace workspace, GradientAndLoss sum) {
    Targets targets = minibatch.targets();
    Matrix copy = workspace.matrix(scores.rows(), scores.columns());
    scores.array().copyTo(scores.offset(), copy.array(), copy.offset(), copy.size());
    objective.toPredictions(copy);
    sum.addLoss(weights.loss(objective, copy, targets), weights.sum(targets, copy.rows()));
    weights.toGradient(objective, copy, targets);
    return copy;
  }

  /** Mean loss of rows whose exact gradient {@link #add} computes, for gradient checks. */
  double exactMean(Matrix scores, Targets targets) {
    int rows = scores.rows();
    return weights.exactLoss(objective, scores, targets) / weights.sum(targets, rows);
  }
}

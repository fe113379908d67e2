package treecast.training

import treecast.linalg.{Matrix, Precision, Workspace}
import treecast.nn.{Objective, SoftmaxCrossEntropy}

/** A network whose scores are the features themselves. */
final case class FeatureScores(classes: Int) extends Scorer {
  override def precision: Precision = Precision.DOUBLE
  override def outputs: Int = classes
  override def objective: Objective = new SoftmaxCrossEntropy

  override def scores(x: Matrix, workspace: Workspace): Matrix = {
    val scores = workspace.matrix(x.rows, x.columns)
    for (i <- 0 until x.rows; j <- 0 until x.columns) scores.values()(scores.row(i) + j) = x.get(i, j)
    scores
  }
}

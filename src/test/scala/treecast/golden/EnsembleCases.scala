package treecast.golden

import treecast.linalg.Matrix
import treecast.nn.SoftmaxCrossEntropy
import treecast.model.AveragingMethod

import scala.jdk.CollectionConverters._

/** Averages over the members of an ensemble, given as their scores. */
object EnsembleCases {

  /** The product's averages under the fixtures' names. */
  private val names = Map(
    "mean_softmax" -> AveragingMethod.PROBABILITIES,
    "mean_scores" -> AveragingMethod.SCORES,
    "vote" -> AveragingMethod.VOTES
  )

  def average(c: Case): Unit = {
    val scores = c.inputs.list("scores")
    val labels = LayerCases.labelsOf(c.inputs.numbers("t"))
    def accuracy(scores: Matrix): Double = NetworkCases.accuracy(scores, labels)
    c.expected.matches("accuracy_each", Numbers.list(scores.map(member => accuracy(member.matrix))))
    for ((name, average) <- names) {
      val mean = average.of(scores.map(_.matrix).asJava, new SoftmaxCrossEntropy)
      c.expected.matches(name, Numbers.of(mean))
      c.expected.matches(s"predictions_$name", Numbers.list(NetworkCases.predictions(mean).map(_.toDouble)))
      c.expected.matches(s"accuracy_$name", Numbers.of(accuracy(mean)))
    }
  }
}

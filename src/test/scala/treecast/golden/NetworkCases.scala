package treecast.golden

import org.scalatest.Assertions.fail
import treecast.data.Minibatch
import treecast.linalg.Matrix
import treecast.nn.{GradientCheck, Masks}
import treecast.optim.Sgd

/** Whole networks: one minibatch, and trainings along given minibatches. */
object NetworkCases {

  private def networkOf(c: Case) = new GoldenNetwork(c.config, c.config.int("input_size"), c.config.int("output_size"))

  /** Loss and gradients of one minibatch, and what the network says in inference mode after having seen it. */
  def gradients(c: Case): Unit = {
    val net = networkOf(c)
    val weights = net.weights(c.params)
    val x = c.source.numbers("x").matrix
    val batch = new Minibatch(x, LayerCases.labelsOf(c.source.numbers("t")))
    val masks = if (c.source.has("dropout_masks")) masksOf(c.source.fields("dropout_masks")) else masksOf()
    val (loss, gradient) = net.lossAndGradient(weights, batch, masks)
    c.expected.matches("loss", Numbers.of(loss))
    if (c.expected.has("gradients")) net.matchWeights(c.expected.fields("gradients"), gradient)
    if (c.expected.has("numerical_gradients")) {
      val loss = (w: Array[Double]) => net.lossAndGradient(w, batch, masks)._1
      val differences = GradientCheck.numericalGradient(loss(_), weights.clone(), 1e-4)
      val loose = Some(c.toleranceIfNamed("tolerance_numerical"))
      net.matchWeights(c.expected.fields("numerical_gradients"), differences, loose)
    }
    c.expected.matches("scores_train", net.trainingScores(weights, x, masks))
    afterwards(c, net, weights, batch, masks)
  }

  /** A step at rate 0 moves the running statistics alone. */
  private def afterwards(
      c: Case,
      net: GoldenNetwork,
      weights: Array[Double],
      batch: Minibatch,
      masks: Masks
  ): Unit = {
    val training = net.training(weights, new Sgd, 0)
    val (_, loss) = training.step(batch, masks)
    val scores = net.scores(weights, training.state.statistics, batch.x)
    for (name <- Seq("scores", "scores_inference_after_one_gradient_call"))
      c.expected.matches(name, Numbers.of(scores))
    c.expected.matches("loss_inference_after_one_gradient_call", Numbers.of(loss))
    val statistics = "running_statistics_after_one_gradient_call"
    if (c.expected.has(statistics)) net.matchStatistics(c.expected.fields(statistics), training.state.statistics)
    c.expected.matches("predictions", Numbers.list(predictions(scores).map(_.toDouble)))
    c.expected.matches("accuracy", Numbers.of(accuracy(scores, batch.labels)))
  }

  def predictions(scores: Matrix): Seq[Int] = (0 until scores.rows).map(scores.largestInRow)

  def accuracy(scores: Matrix, labels: Array[Int]): Double =
    predictions(scores).zip(labels).count { case (got, label) => got == label } / labels.length.toDouble

  /** Masks by hidden layer, numbered from 1. */
  private def masksOf(byHidden: Fields): Masks =
    LayerCases.masks(byHidden.names.map(name => name.toInt -> byHidden.numbers(name)).toMap)

  private def masksOf(): Masks = LayerCases.masks(Map.empty)

  /** Trainings along given minibatches. */
  def trajectories(c: Case): Unit = {
    val net = networkOf(c)
    val (optimizer, rate) = OptimizerCases.optimizer(c.config)
    val x = c.source.numbers("x")
    val labels = LayerCases.labelsOf(c.source.numbers("t"))
    val training = net.training(net.weights(c.params), optimizer, rate)
    val batches = c.source.list("batches").map(_.ints)
    val masks = if (net.dropout) c.source.objects("dropout_masks").map(masksOf) else batches.map(_ => masksOf())
    if (masks.size < batches.size) fail(s"${batches.size} minibatches, but masks for ${masks.size}")
    val losses = batches.zip(masks).map { case (rows, mask) =>
      training.step(new Minibatch(rowsOf(x, rows), rows.map(labels)), mask)
    }
    c.expected.matches("loss_before_update", Numbers.list(losses.map(_._1)))
    c.expected.matches("loss_after_update", Numbers.list(losses.map(_._2)))
    val state = training.state
    if (c.expected.has("final_params")) net.matchWeights(c.expected.fields("final_params"), state.weights)
    if (c.expected.has("final_running_statistics"))
      net.matchStatistics(c.expected.fields("final_running_statistics"), state.statistics)
    val all = new Minibatch(x.matrix, labels)
    val scores = net.scores(state.weights, state.statistics, all.x)
    c.expected.matches("final_accuracy_all", Numbers.of(accuracy(scores, labels)))
    c.expected.matches("final_loss_all", Numbers.of(net.inferenceLoss(state.weights, state.statistics, all)))
  }

  def rowsOf(x: Numbers, rows: Array[Int]): Matrix = {
    val all = x.matrix
    Matrix.of(rows.length, all.columns, rows.flatMap(row => x.values.slice(all.row(row), all.row(row + 1))): _*)
  }
}

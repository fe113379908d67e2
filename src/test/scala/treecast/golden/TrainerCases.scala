package treecast.golden

import org.scalatest.Assertions.fail
import treecast.data.Minibatch
import treecast.search.Ranking

import scala.jdk.CollectionConverters._

/** The chapter's trainer and its ranking of trials. */
object TrainerCases {

  /** Rows and their labels. */
  private final case class Rows(x: Numbers, labels: Array[Int]) {
    def apply(places: Array[Int]): Minibatch =
      new Minibatch(NetworkCases.rowsOf(x, places), places.map(labels))

    def first(most: Option[Int]): Minibatch = apply(Array.range(0, most.fold(labels.length)(_.min(labels.length))))

    def all: Minibatch = first(None)
  }

  private def rows(c: Case, name: String) =
    Rows(c.source.numbers(s"x_$name"), LayerCases.labelsOf(c.source.numbers(s"t_$name")))

  /** Its bookkeeping: a real number of iterations per epoch, of which only real multiples are recorded, and the loss of
    * each minibatch after its update.
    */
  def trainer(c: Case): Unit = {
    val (train, test) = (rows(c, "train"), rows(c, "test"))
    c.config.matches("input_size", Numbers.of(train.x.matrix.columns.toDouble))
    val net = new GoldenNetwork(c.config, train.x.matrix.columns, c.config.int("output_size"))
    if (net.dropout) fail("config.use_dropout: no masks are given for a trainer")
    val parameters = if (c.config.has("optimizer_param")) c.config.fields("optimizer_param") else c.config
    val (optimizer, rate) = OptimizerCases.optimizer(c.config.text("optimizer"), parameters)
    val training = net.training(net.weights(c.params), optimizer, rate)
    val sample = Option.when(c.config.has("evaluate_sample_num_per_epoch")) {
      c.config.int("evaluate_sample_num_per_epoch")
    }
    val perEpoch = math.max(train.labels.length.toDouble / c.config.int("mini_batch_size"), 1)
    val iterations = (c.config.int("epochs") * perEpoch).toInt
    val batches = c.source.list("batches").map(_.ints)
    if (batches.size < iterations) fail(s"inputs.batches: $iterations iterations, but ${batches.size} minibatches")

    def accuracy(rows: Minibatch): Double = NetworkCases.accuracy(
      net.scores(training.state.weights, training.state.statistics, rows.x),
      rows.labels
    )
    val history = for ((places, i) <- batches.take(iterations).zipWithIndex) yield {
      val (_, loss) = training.step(train(places), LayerCases.masks(Map.empty))
      loss -> Option.when(i % perEpoch == 0)(accuracy(train.first(sample)) -> accuracy(test.first(sample)))
    }
    val recorded = history.flatMap(_._2)
    c.expected.matches("iter_per_epoch", Numbers.of(perEpoch))
    c.expected.matches("max_iter", Numbers.of(iterations.toDouble))
    c.expected.matches("epochs_recorded", Numbers.of(recorded.size.toDouble))
    c.expected.matches("train_loss_list", Numbers.list(history.map(_._1)))
    c.expected.matches("train_acc_list", Numbers.list(recorded.map(_._1)))
    c.expected.matches("test_acc_list", Numbers.list(recorded.map(_._2)))
    c.expected.matches("final_test_acc", Numbers.of(accuracy(test.all)))
    if (c.expected.has("final_params")) net.matchWeights(c.expected.fields("final_params"), training.state.weights)
    if (c.expected.has("final_running_statistics"))
      net.matchStatistics(c.expected.fields("final_running_statistics"), training.state.statistics)
  }

  /** Trials by the validation accuracy of their last epoch. */
  def ranking(c: Case): Unit = {
    val accuracies = c.inputs.objects("trials").map { trial =>
      Seq("lr", "weight_decay").filter(trial.has).foreach(trial.number)
      trial.numbers("val_acc").values.last
    }
    val most = if (c.config.has("top")) c.config.int("top") else accuracies.size
    val best = Ranking.best[Int](accuracies.indices.asJava, accuracies(_), most).asScala
    c.expected.matches("order_of_trial_indices", Numbers.list(best.map(_.toDouble)))
  }
}

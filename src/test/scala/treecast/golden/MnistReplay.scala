package treecast.golden

import org.scalatest.Assertions.{cancel, fail}
import treecast.data.{DataSet, Minibatch, Shard, Split}
import treecast.source.{IdxFolder, Mnist}
import treecast.linalg.{DoubleArray, Matrix, RandomStream, Workspace}
import treecast.nn.Parameter.Role
import treecast.testing.DefaultStorage.storage
import treecast.training.{Evaluation, NetworkScorer}

import java.util.SplittableRandom
import scala.jdk.CollectionConverters._

/** Trainings on real MNIST from weights and along minibatches that a seed gives. */
object MnistReplay {
  private val variable = "TREECAST_MNIST"
  private lazy val data: Option[DataSet] =
    sys.env.get(variable).filter(_.nonEmpty).map(folder => IdxFolder.of(storage, folder, Mnist.CLASSES).examine())
  private lazy val train: Shard = data.get.shards(Split.TRAIN, 1).get(0)
  private lazy val test: Shard = data.get.shards(Split.TEST, 1).get(0)

  def replay(c: Case): Unit = {
    val mnist = data.getOrElse(cancel(s"$variable is not set: it has to name a folder with MNIST's four files"))
    val net = new GoldenNetwork(c.config, mnist.features, mnist.classes)
    if (net.dropout) fail("config.use_dropout: no masks are given for a replay")
    val (optimizer, rate) = OptimizerCases.optimizer(c.config)
    val training = net.training(firstWeights(net, c.config.long("seed_weights")), optimizer, rate)
    val drawn = new Uniform(c.config.long("seed_batches"))
    val examples = c.config.int("train_examples")
    val batches = Seq.fill(c.config.int("iterations"), c.config.int("batch"))((drawn.next() * examples).toInt)
    val masks = LayerCases.masks(Map.empty)
    val losses = batches.map(rows => training.step(minibatch(rows), masks))
    c.expected.matches("loss_before_update", Numbers.list(losses.map(_._1)))
    c.expected.matches("loss_after_update", Numbers.list(losses.map(_._2)))
    val state = training.state
    val accuracy =
      Evaluation
        .of(new NetworkScorer(net.network, new DoubleArray(state.weights), new DoubleArray(state.statistics)), test)
        .accuracy
    val loose = c.toleranceIfNamed("tolerance_test_accuracy")
    c.expected.matches("final_test_accuracy", Numbers.of(accuracy), loose)
    finalNumbers(c, net, state.weights, state.statistics, batches)
  }

  private val FirstIndices = "first_(\\d+)_indices_of_batch_(\\d+)".r
  private val Element = "final_(W\\d+)_row(\\d+)_col(\\d+)".r
  private val Scores = "final_scores_first_(\\d+)_test_images".r

  /** Fields whose names say which of many numbers they are. */
  private def finalNumbers(
      c: Case,
      net: GoldenNetwork,
      weights: Array[Double],
      statistics: Array[Double],
      batches: Seq[Seq[Int]]
  ): Unit = {
    val tensors = net.network.weightTensors.asScala.map(tensor => tensor.name -> tensor).toMap
    c.expected.names.foreach {
      case name @ FirstIndices(count, batch) =>
        c.expected.matches(name, Numbers.list(batches(batch.toInt).take(count.toInt).map(_.toDouble)))
      case name @ Element(matrix, row, column) =>
        val tensor = tensors(matrix)
        val element = weights(tensor.offset + row.toInt * tensor.parameter.columns + column.toInt)
        c.expected.matches(name, Numbers.of(element))
      case name @ Scores(count) =>
        val x = test.rows(0, count.toInt, new Workspace).x
        c.expected.matches(name, Numbers.of(net.scores(weights, statistics, x)))
      case name @ "final_weight_l2_norms" =>
        val matrices = tensors.values.filter(_.parameter.role == Role.WEIGHT).toSeq.sortBy(_.offset)
        val norms = matrices.map(w => math.sqrt(weights.slice(w.offset, w.end).map(e => e * e).sum))
        c.expected.matches(name, Numbers.list(norms))
      case _ => ()
    }
  }

  /** Uniform with the initializer's standard deviation, matrix after matrix; gammas 1, the rest 0. */
  private def firstWeights(net: GoldenNetwork, seed: Long): Array[Double] = {
    val uniform = new Uniform(seed)
    val weights = new Array[Double](net.network.parameters)
    for (tensor <- net.network.weightTensors.asScala; i <- tensor.offset until tensor.end)
      weights(i) = tensor.parameter.role match {
        case Role.WEIGHT =>
          (2 * uniform.next() - 1) * math.sqrt(3) * net.initializer.standardDeviation(tensor.parameter.fanIn)
        case Role.SCALE => 1
        case _          => 0
      }
    weights
  }

  private def minibatch(rows: Seq[Int]): Minibatch = {
    val x = Matrix.zeros(rows.size, train.features)
    val workspace = new Workspace
    val labels = for ((row, i) <- rows.zipWithIndex) yield {
      val drawn = train.rows(row, 1, workspace.reuse)
      System.arraycopy(drawn.x.values, drawn.x.offset, x.values, x.row(i), x.columns)
      drawn.labels.head
    }
    new Minibatch(x, labels.toArray)
  }

  /** The doubles of a `SplittableRandom`. */
  private final class Uniform(seed: Long) {
    private val random = new SplittableRandom(seed)

    def next(): Double = (random.nextLong() >>> 11) * math.pow(2, -53)
  }

  /** The fixture's generator is Java's, and the one that Treecast's streams use. */
  def generator(check: Fields): Unit = {
    val seed = check.long("seed")
    val expected = check.numbers("first_doubles").values
    val java = new Uniform(seed)
    check.matches("first_doubles", Numbers.list(expected.map(_ => java.next())))
    check.matches("first_doubles", Numbers.list(expected.indices.map(i => new RandomStream(seed).uniform(i.toLong))))
    check.requireAllRead()
  }
}

package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.DoubleArray
import treecast.data.{Shard, ShardAssignment, Split}
import treecast.nn._
import treecast.optim.Adam
import treecast.testing.Plans

import java.util.List.{of => listOf}
import scala.util.Random

/** A class with 3 % of the rows: balanced weights find more of it. */
class RareClassSpec extends AnyFunSuite {
  private val features = 6

  private def rows(seed: Int, count: Int): Shard = {
    val random = new Random(seed)
    val labels = Array.tabulate(count)(row => (if (row % 100 < 3) 1 else 0).toByte)
    val pixels = labels.flatMap { label =>
      Seq.fill(features)((128 + 30 * random.nextGaussian() + 25 * label).toInt.max(0).min(255).toByte)
    }
    new Shard(0, features, pixels, labels)
  }

  private val (train, test) = (rows(1, 3000), rows(2, 3000))
  private val base = new MultiLayerNet(features, listOf(8), 2, Activation.RELU, Initializer.of("he"), 0)

  /** Recall of the rare class on test rows. */
  private def rare(weights: ClassWeights, seed: Long): Double = {
    val plan = Plans.of(
      base.network.weightedBy(weights),
      rows = train.rows,
      batch = 200,
      steps = 150,
      shards = 2,
      initializer = base.initializer,
      optimizer = new Adam(0.9, 0.999),
      rate = 0.02,
      seed = seed
    )
    val engine = LocalEngine.over(train, train.rows, test, 2)
    try {
      val trained = new Trainer(plan, engine).train(TrainingListener.NONE)
      val scorer =
        new NetworkScorer(plan.network, new DoubleArray(trained.weights), new DoubleArray(trained.statistics))
      val confusion = ScoredSplit.of(engine, Split.TEST, scorer).scores.confusion
      assert(confusion.support(1) == 90)
      confusion.recall(1)
    } finally engine.close()
  }

  test("the recall of a rare class is greater with balanced weights, at 5 seeds") {
    for (seed <- 1 to 5) {
      val Seq(without, balanced) = Seq(ClassWeights.NONE, ClassWeights.BALANCED).map(rare(_, seed))
      assert(balanced > without + 0.1 && balanced > 0.6, s"seed $seed: $balanced and $without")
    }
  }

  test("what weights are made of are the rows that train") {
    val assignment = new ShardAssignment(train.rows, 2)
    val engine = LocalEngine.over(train, train.rows, test, 2)
    try {
      val holdOut = new treecast.data.HoldOut(0.5, 1, true)
      val policy = new EvaluationPolicy(holdOut, new EvaluationRows.All, EarlyStopping.NEVER)
      val open = Plans.of(base.network.weightedBy(ClassWeights.BALANCED), 1500, 100, 1, shards = 2, evaluation = policy)
      val decided = open.decided(engine)
      val counts = TrainingClasses.counts(engine, Role.TRAINING, decided.evaluation, 2)
      assert(counts.toSeq == Seq(train.rows - holdOut.rows(assignment) - 45, 45))
      assert(decided.network.classWeights == ClassWeights.BALANCED.balancedBy(counts))
      assert(TrainingClasses.counts(engine, Role.TEST, decided.evaluation, 2).toSeq == Seq(2910, 90))
    } finally engine.close()
  }
}

package treecast.cluster

import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.DoubleArray
import treecast.data.{HoldOut, ShardAssignment, Split}
import treecast.nn._
import treecast.score.Score
import treecast.source.IdxFolder
import treecast.testing.DefaultStorage.storage
import treecast.testing.{Plans, SmallDigits}
import treecast.testing.SparkContexts.withSpark
import treecast.training._

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._

/** What depends on the classes of the rows has the same bits in threads and in any number of partitions: class weights,
  * stratified validation rows, the score that chooses the best weights, and all scores of a network.
  */
class ClassBitsSpec extends AnyFunSuite with BeforeAndAfterAll {
  private val shards = 6
  private lazy val folder = SmallDigits.folder(trainRows = 500, testRows = 100)
  private lazy val data = IdxFolder.of(storage, folder.toString, 10).examine()

  override def afterAll(): Unit = SmallDigits.delete(folder)

  private def plan(weights: ClassWeights, stratified: Boolean, score: Score): TrainingPlan = {
    val base = new MultiLayerNet(data.features, listOf(12), 10, Activation.RELU, Initializer.of("he"), 0)
    val holdOut = new HoldOut(0.3, 2, stratified)
    val rows = data.trainRows - holdOut.rows(new ShardAssignment(data.trainRows, shards))
    Plans.of(
      new MultiLayerNetExtend(base, true, 0).network.weightedBy(weights),
      rows = rows,
      batch = 120,
      steps = 12,
      shards = shards,
      initializer = base.initializer,
      seed = 3,
      evaluation = new EvaluationPolicy(holdOut, new EvaluationRows.All, new EarlyStopping(3, true)).by(score)
    )
  }

  private val whole = plan(ClassWeights.BALANCED, stratified = true, Score.AUC)

  private def trained(plan: TrainingPlan, engine: Engine): (String, String, Seq[Evaluations]) = {
    val outcome = new Trainer(plan, engine).train(TrainingListener.NONE)
    val found = (0 until outcome.history.records.size).map(outcome.history.records.get(_).evaluations)
    (outcome.weightsSha256, outcome.history.sha256, found :+ outcome.evaluations)
  }

  private def using[T](engine: Engine)(use: Engine => T): T =
    try use(engine)
    finally engine.close()

  private def local(plan: TrainingPlan, threads: Int) =
    using(LocalEngine.of(data, shards, threads))(trained(plan, _))

  private lazy val expected = local(whole, 1)

  test("each of them changes the result, so equality below means something") {
    val others = Seq(
      plan(ClassWeights.NONE, stratified = true, Score.AUC),
      plan(ClassWeights.BALANCED, stratified = false, Score.AUC),
      plan(ClassWeights.listed(listOf(1, 2, 1, 2, 1, 2, 1, 2, 1, 2)), stratified = true, Score.AUC)
    )
    assert((expected._2 +: others.map(local(_, 1)._2)).distinct.size == 4)
    assert(local(plan(ClassWeights.BALANCED, stratified = true, Score.LOG_LOSS), 1)._3 != expected._3)
  }

  test("a training holds out the rows that the fit of a scaling leaves out, whose labels come from the files") {
    val assignment = new ShardAssignment(data.trainRows, shards)
    val files = new HoldOut(0.3, 2, true).decided(data.classes(Split.TRAIN), assignment).rowsOf(assignment)
    using(LocalEngine.of(data, shards, 1)) { engine =>
      assert(whole.decided(engine).evaluation.holdOut.rowsOf(assignment) == files)
    }
  }

  private def numbers(found: ScoredSplit): Seq[Any] = {
    val scores = found.scores
    val curves = scores.curves.asScala.toSeq.flatMap { each =>
      Seq(
        each.rocAuc,
        each.averagePrecision
      ) ++ each.roc.x ++ each.roc.y ++ each.precisionRecall.x ++ each.precisionRecall.y
    }
    Seq(found.evaluation, scores.confusion, scores.logLoss, scores.brierScore, scores.calibration) ++ curves
  }

  private lazy val scorer =
    new NetworkScorer(
      whole.network,
      new DoubleArray(whole.network.initialWeights(whole.initializer, 5)),
      new DoubleArray(Array.fill(24)(0.5))
    )

  private lazy val scored =
    using(LocalEngine.of(data, shards, 2)) { engine =>
      val found = ScoredSplit.of(engine, Split.TEST, scorer)
      assert(found.scores.confusion.rows == 100 && found.scores.curves.size == 10)
      assert(found.evaluation == Evaluation.of(engine, Split.TEST, scorer))
      for (max <- Seq(1, 100, 350)) assert(numbers(ScoredSplits.inPasses(engine, scorer, max)) == numbers(found), max)
      found
    }

  test("two threads, and 1, 3 and 6 partitions, give the bits of the plain loop, in training and in scores") {
    assert(local(whole, 2) == expected)
    withSpark("local[2]") { spark =>
      for (partitions <- Seq(1, 3, 6)) using(SparkEngine.of(spark, data, shards, partitions)) { engine =>
        assert(trained(whole, engine) == expected, s"$partitions partitions")
        assert(numbers(ScoredSplit.of(engine, Split.TEST, scorer)) == numbers(scored), s"$partitions partitions")
      }
    }
  }

  test("one weight for all changes no bit") {
    val plain = local(plan(ClassWeights.NONE, stratified = false, Score.ACCURACY), 1)
    val weights = ClassWeights.listed(java.util.Collections.nCopies(10, Double.box(0.7))).applied
    assert(local(plan(weights, stratified = false, Score.ACCURACY), 1) == plain)
  }
}

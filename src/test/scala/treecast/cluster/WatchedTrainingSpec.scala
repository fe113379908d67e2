package treecast.cluster

import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.model.{AveragingMethod, Ensemble, Model}
import treecast.training._

import scala.jdk.CollectionConverters._

/** A training that is watched stops where it should, with the same bits in a loop and data-parallel. */
class WatchedTrainingSpec extends AnyFunSuite with WatchedTrainings {
  test("the training stops early, short of its steps, and goes back to its best epoch") {
    assert(reference.steps < 200 && reference.weightsStep == reference.steps - 20)
    val records = reference.history.records.asScala
    val best = records.find(_.step == reference.weightsStep).get
    assert(records.forall(_.validation.accuracy <= best.validation.accuracy))
    assert(best.validation == reference.evaluations.validation, "validation rows are always all looked at")
  }

  test("after each epoch the first rows are evaluated, in the end all") {
    for (record <- reference.history.records.asScala)
      assert(record.train.rows == 62 && record.test.rows == 62 && record.validation.rows == 100)
    assert(reference.evaluations.train.rows == 300 && reference.evaluations.test.rows == 100)
    val whole = data.shards(Split.TEST, 1).get(0)
    val first = Evaluation.of(model(reference), whole.first(62))
    val best = reference.history.records.asScala.find(_.step == reference.weightsStep).get
    assert(first.correct == best.test.correct, "the first 62 of the data set")
  }

  private def model(trained: Outcome.Trained) = new Model(architecture, trained.weights, trained.statistics)

  test("two threads give the same bits, and so does the cluster, in whatever partitions") {
    assert(describe(local(plan(), 2)) == describe(reference))
    for (partitions <- Seq(1, 3)) {
      val engine = SparkEngine.of(spark, data, shards, partitions)
      assert(describe(trial(plan()).run(engine, TrainingListener.NONE)) == describe(reference))
      val together = new Ensemble(java.util.List.of(model(reference), model(reference)), AveragingMethod.SCORES)
      val found = Evaluations.of(engine, together, plan().evaluation, new EvaluationRows.All)
      assert(found == reference.evaluations, "twice the same network is that network")
      assert(Evaluation.of(engine, Split.TEST, together) == reference.evaluations.test)
      engine.close()
    }
  }

  test("members have seeds of their own, which the plan's seed gives, and hold out the same rows") {
    val members = (1 to 50).map(plan().member)
    assert((members.map(_.seed) :+ 7L).distinct.size == 51)
    assert(members.forall(_.evaluation.holdOut == new HoldOut(0.25, 11)))
    assert(plan().member(3).seed == plan(rate = 0.1).member(3).seed)
  }
}

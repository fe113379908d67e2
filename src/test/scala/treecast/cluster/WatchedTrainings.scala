package treecast.cluster

import treecast.source.IdxFolder
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.nn.{Activation, Initializer, MultiLayerNet, MultiLayerNetExtend}
import treecast.optim.Momentum
import treecast.testing.{Plans, SmallDigits, SparkContexts}
import treecast.testing.DefaultStorage.storage
import treecast.training._

/** A small training that is evaluated after each epoch and stops early, and a cluster of two executors. */
trait WatchedTrainings extends BeforeAndAfterAll { this: AnyFunSuite =>
  protected val shards = 4
  protected lazy val folder = SmallDigits.folder(trainRows = 400, testRows = 100)
  protected lazy val data = IdxFolder.of(storage, folder.toString, 10).examine()
  protected lazy val assignment = new ShardAssignment(data.trainRows, shards)
  protected lazy val architecture = {
    val base =
      new MultiLayerNet(data.features, java.util.List.of(20), 10, Activation.RELU, Initializer.of("he"), 1e-4)
    new MultiLayerNetExtend(base, true, 0.1)
  }
  protected lazy val spark = SparkContexts.start("local-cluster[2,1,1024]")

  override def afterAll(): Unit = {
    spark.stop()
    SmallDigits.delete(folder)
  }

  protected def plan(rate: Double = 0.3, stopping: EarlyStopping = new EarlyStopping(2, true)): TrainingPlan = {
    val holdOut = new HoldOut(0.25, 11)
    val sample = new EvaluationRows.First(62, assignment, new ShardAssignment(data.testRows, shards))
    Plans.of(
      architecture.network,
      rows = data.trainRows - holdOut.rows(assignment),
      batch = 30,
      steps = 200,
      shards = shards,
      initializer = architecture.base.initializer,
      optimizer = new Momentum(0.9),
      rate = rate,
      weightDecay = 1e-4,
      clipNorm = 1.5,
      seed = 7,
      evaluation = new EvaluationPolicy(holdOut, sample, stopping)
    )
  }

  protected lazy val (train, test) = (data.shards(Split.TRAIN, shards), data.shards(Split.TEST, shards))

  protected def local(plan: TrainingPlan, threads: Int = 1): Outcome =
    trial(plan).run(new LocalEngine(train, test, threads), TrainingListener.NONE)

  protected def trial(plan: TrainingPlan, rows: Int = data.trainRows): Trial =
    new Trial("one", plan, rows, Trial.Keeps.WEIGHTS)

  /** All that there is to compare. */
  protected def describe(outcome: Outcome): Seq[Any] = outcome match {
    case t: Outcome.Trained =>
      Seq(Sha256.ofWeights(t.weights, t.statistics), t.history.sha256, t.steps, t.weightsStep, t.evaluations)
    case f: Outcome.Failed => Seq(f.why.getMessage, f.history.sha256)
    case other             => fail(other.toString)
  }

  protected lazy val reference: Outcome.Trained = local(plan()).orElseThrow
}

package treecast.cluster

import org.apache.spark.{SparkConf, SparkContext, TaskContext}
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.model.{Average, Ensemble, Model}
import treecast.nn.{Activation, Initializer, MultiLayerNet, MultiLayerNetExtend}
import treecast.optim.{Momentum, Schedule}
import treecast.testing.SmallDigits
import treecast.training._

import scala.jdk.CollectionConverters._

/** Trainings that are watched give the same bits in a loop, data-parallel and packed. */
class ParallelTrialsSpec extends AnyFunSuite with BeforeAndAfterAll {
  private val shards = 4
  private lazy val folder = SmallDigits.folder(trainRows = 400, testRows = 100)
  private lazy val data = IdxFolder.of(folder.toString, 10).examine()
  private lazy val dealing = new Dealing(data.trainRows, shards)
  private lazy val architecture = {
    val base =
      new MultiLayerNet(data.features, java.util.List.of(20), 10, Activation.RELU, Initializer.of("he"), 1e-4)
    new MultiLayerNetExtend(base, true, 0.1)
  }
  private lazy val spark = {
    val classPath = Seq("treecast.classes", "treecast.test.classes").map(System.getProperty(_)).mkString(":")
    new SparkContext(
      new SparkConf()
        .setMaster("local-cluster[2,1,1024]")
        .setAppName("parallel trials")
        .set("spark.ui.enabled", "false")
        .set("spark.log.level", "OFF")
        .set("spark.executor.extraClassPath", classPath)
    )
  }

  override def afterAll(): Unit = {
    spark.stop()
    SmallDigits.delete(folder)
  }

  private def plan(rate: Double = 0.3, stopping: EarlyStopping = new EarlyStopping(2, true)): TrainingPlan = {
    val holdOut = new HoldOut(0.25, 11)
    val sample = new Sample.First(62, dealing, new Dealing(data.testRows, shards))
    new TrainingPlan(
      architecture.network,
      architecture.base.initializer,
      1e-4,
      new Momentum(0.9),
      rate,
      Schedule.constant,
      30,
      shards,
      200,
      Sampling.SHUFFLED,
      7,
      data.trainRows - holdOut.rows(dealing),
      1.5,
      new Supervision(holdOut, sample, stopping)
    )
  }

  private lazy val (train, test) = (data.shards(Split.TRAIN, shards), data.shards(Split.TEST, shards))

  private def local(plan: TrainingPlan, threads: Int = 1): Outcome =
    Outcome.of(plan, TrainingListener.NONE, new LocalTrainer(plan, train, test, threads).run(_, _))

  private def trial(plan: TrainingPlan, rows: Int = data.trainRows, name: String = "one"): Trial =
    new Trial(name, plan, rows, true)

  private def packed(trials: Seq[Trial], listener: TrialListener = TrialListener.NONE): Seq[Outcome] = {
    val packed = new ParallelTrials(spark, data)
    try packed.run(trials.asJava, listener).asScala.toSeq
    finally packed.close()
  }

  /** All that there is to compare. */
  private def told(outcome: Outcome): Seq[Any] = outcome match {
    case t: Outcome.Trained =>
      Seq(Sha256.ofWeights(t.weights, t.statistics), t.history.sha256, t.steps, t.weightsStep, t.evaluations)
    case f: Outcome.Failed => Seq(f.why.getMessage, f.history.sha256)
    case other             => fail(other.toString)
  }

  private lazy val reference: Outcome.Trained = local(plan()).orElseThrow

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
    assert(told(local(plan(), 2)) == told(reference))
    for (partitions <- Seq(1, 3)) {
      val sharded = Seq(Split.TRAIN, Split.TEST).map(ShardedData.load(spark, data, _, shards, partitions))
      val trainer = new DataParallelTrainer(spark, plan(), sharded.head, sharded(1))
      assert(told(Outcome.of(plan(), TrainingListener.NONE, trainer.run(_, _))) == told(reference))
      val together = new Ensemble(java.util.List.of(model(reference), model(reference)), Average.SCORES)
      val found = ClusterEvaluation.of(spark, together, plan().supervision, new Sample.All, sharded.head, sharded(1))
      assert(found == reference.evaluations, "twice the same network is that network")
      assert(ClusterEvaluation.of(spark, together, sharded(1)) == reference.evaluations.test)
      sharded.foreach(_.close())
    }
  }

  test("packed trials give the bits of the loop, in their order; one that diverges harms no other") {
    val plans = Seq(plan(), plan().member(1), plan(rate = 1e200), plan(rate = 0.05), plan().member(2))
    val outcomes = packed(plans.map(trial(_))).map(told)
    assert(outcomes == plans.map(plan => told(local(plan))))
    for (tasks <- Seq(1, 2)) {
      val fewer = new ParallelTrials(spark, data)
      assert(fewer.run(plans.map(trial(_)).asJava, tasks, TrialListener.NONE).asScala.map(told) == outcomes)
      fewer.close()
    }
    assert(outcomes.head == told(reference) && outcomes.distinct.size == 5)
    assert(outcomes(2).head.toString.startsWith("diverged at step "))
  }

  /** A training of the chapter's kind: few of the rows, drawn with replacement, any number of shards. */
  private def few(rows: Int, shards: Int, schedule: Schedule = Schedule.constant): TrainingPlan =
    new TrainingPlan(
      architecture.network,
      architecture.base.initializer,
      1e-4,
      new Momentum(0.9),
      0.1,
      schedule,
      20,
      shards,
      30,
      Sampling.WITH_REPLACEMENT,
      3,
      rows
    )

  test("trainings on the first rows, of any number of shards, give the bits of the loop and of the cluster") {
    for ((rows, shards) <- Seq((100, 1), (77, 3), (400, 8))) {
      val first = data.first(rows)
      val (train, test) = (first.shards(Split.TRAIN, shards), first.shards(Split.TEST, shards))
      val alone = Outcome.of(
        few(rows, shards),
        TrainingListener.NONE,
        new LocalTrainer(few(rows, shards), train, test, 1).run(_, _)
      )
      val sharded = Seq(Split.TRAIN, Split.TEST).map(ShardedData.load(spark, first, _, shards, 1))
      val trainer = new DataParallelTrainer(spark, few(rows, shards), sharded.head, sharded(1))
      assert(told(Outcome.of(few(rows, shards), TrainingListener.NONE, trainer.run(_, _))) == told(alone))
      sharded.foreach(_.close())
      assert(packed(Seq(trial(few(rows, shards), rows), trial(plan()))).map(told) == Seq(told(alone), told(reference)))
    }
  }

  test("a task that fails, and an executor that is lost, change no bit and cost no other training") {
    val whole = few(400, 2)
    val expected = Outcome.of(
      whole,
      TrainingListener.NONE,
      new LocalTrainer(whole, data.shards(Split.TRAIN, 2), data.shards(Split.TEST, 2), 1).run(_, _)
    )
    val failures = SameBitsSpec.countFailures(spark)
    val outcomes =
      packed(trial(whole) +: ParallelTrialsSpec.breaking.map(schedule => trial(few(400, 2, schedule))) :+ trial(whole))
    for (outcome <- outcomes) assert(told(outcome) == told(expected))
    assert(failures() >= 2)
  }

  test("outcomes arrive as trainings end; weights come only where they are wanted, and a divergence with its past") {
    val arrived = new java.util.concurrent.ConcurrentLinkedQueue[Int]
    val listener = new TrialListener {
      override def finished(trial: Int, outcome: Outcome, seconds: Double): Unit = arrived.add(trial)
      override def stepped(trial: Int, step: Int): Unit = fail("executors are elsewhere")
    }
    val plans = Seq(few(400, 1), few(400, 1, ParallelTrialsSpec.wild), few(100, 1))
    val trials = plans.zip(Seq(400, 400, 100)).map { case (plan, rows) => new Trial("t", plan, rows, false) }
    val outcomes = packed(trials, listener)
    assert(arrived.asScala.toSeq.sorted == Seq(0, 1, 2))
    val kept = packed(Seq(trial(plans.head))).head.orElseThrow
    val bare = outcomes.head.orElseThrow
    assert(bare.weights.isEmpty && bare.statistics.isEmpty && kept.weights.nonEmpty)
    assert(bare.history.sha256 == kept.history.sha256 && bare.evaluations == kept.evaluations)
    val diverged = outcomes(1)
    intercept[Diverged](diverged.orElseThrow)
    assert(
      diverged.history.losses.length >= 25 && diverged.history.losses
        .take(25)
        .sameElements(kept.history.losses.take(25))
    )
    assert(diverged.history.records.size == 1, "that of the first epoch, twenty steps long")
  }

  test("no training at all") {
    assert(packed(Nil).isEmpty)
  }

  test("a plan for another number of rows is refused") {
    intercept[IllegalArgumentException](trial(few(100, 1), 101))
    intercept[IllegalArgumentException](trial(plan(), 300))
  }

  test("members have seeds of their own, which the plan's seed gives, and hold out the same rows") {
    val members = (1 to 50).map(plan().member)
    assert((members.map(_.seed) :+ 7L).distinct.size == 51)
    assert(members.forall(_.supervision.holdOut == new HoldOut(0.25, 11)))
    assert(plan().member(3).seed == plan(rate = 0.1).member(3).seed)
  }
}

/** Schedules that do harm, where executors find them without ScalaTest. */
object ParallelTrialsSpec {
  private def first = TaskContext.get().attemptNumber() == 0

  val breaking: Seq[Schedule] = Seq(
    step => if (step == 7 && first) sys.error("failing on purpose") else 1,
    step =>
      if (step == 20 && first) { Runtime.getRuntime.halt(1); 1 }
      else 1
  )

  val wild: Schedule = step => if (step < 25) 1 else 1e300
}

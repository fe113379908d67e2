package treecast.cluster

import org.apache.spark.TaskContext
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.optim.{Momentum, Schedule}
import treecast.training._
import treecast.testing.{Plans, Waiting}

import scala.jdk.CollectionConverters._

/** Trainings that are packed into one stage give the bits of the loop, whatever happens to their neighbours. */
class PackedTrialsSpec extends AnyFunSuite with WatchedTrainings with Waiting {
  private def packed(trials: Seq[Trial], listener: TrialListener = TrialListener.NONE): Seq[Outcome] = {
    val packed = PackedTrials.of(spark, data)
    try packed.outcomes(trials.asJava, listener).asScala.toSeq
    finally packed.close()
  }

  test("packed trials give the bits of the loop, in their order; one that diverges harms no other") {
    val plans = Seq(plan(), plan().member(1), plan(rate = 1e200), plan(rate = 0.05), plan().member(2))
    val outcomes = packed(plans.map(trial(_))).map(describe)
    assert(outcomes == plans.map(plan => describe(local(plan))))
    for (tasks <- Seq(1, 2)) {
      val fewer = PackedTrials.inTasks(spark, data, tasks)
      assert(fewer.outcomes(plans.map(trial(_)).asJava, TrialListener.NONE).asScala.map(describe) == outcomes)
      fewer.close()
    }
    assert(outcomes.head == describe(reference) && outcomes.distinct.size == 5)
    assert(outcomes(2).head.toString.startsWith("diverged at step "))
  }

  /** A training of the chapter's kind: few of the rows, drawn with replacement, any number of shards. */
  private def few(rows: Int, shards: Int, schedule: Schedule = Schedule.constant): TrainingPlan =
    Plans.of(
      architecture.network,
      rows = rows,
      batch = 20,
      steps = 30,
      shards = shards,
      initializer = architecture.base.initializer,
      optimizer = new Momentum(0.9),
      schedule = schedule,
      weightDecay = 1e-4,
      sampling = MinibatchSampling.WITH_REPLACEMENT,
      seed = 3
    )

  test("trainings on the first rows, of any number of shards, give the bits of the loop and of the cluster") {
    for ((rows, shards) <- Seq((100, 1), (77, 3), (400, 8))) {
      val first = data.first(rows)
      val (train, test) = (first.shards(Split.TRAIN, shards), first.shards(Split.TEST, shards))
      val one = trial(few(rows, shards), rows)
      val alone = one.run(new LocalEngine(train, test, 1), TrainingListener.NONE)
      val sharded = Seq(Split.TRAIN, Split.TEST).map(ShardedData.load(spark, first, _, shards, 1))
      val engine = new SparkEngine(spark, sharded.head, sharded(1))
      assert(describe(one.run(engine, TrainingListener.NONE)) == describe(alone))
      engine.close()
      assert(packed(Seq(one, trial(plan()))).map(describe) == Seq(describe(alone), describe(reference)))
    }
  }

  test("a task that fails, and an executor that is lost, change no bit and cost no other training") {
    val whole = few(400, 2)
    val engine = new LocalEngine(data.shards(Split.TRAIN, 2), data.shards(Split.TEST, 2), 1)
    val expected = trial(whole).run(engine, TrainingListener.NONE)
    val failures = SameBitsSpec.countFailures(spark)
    val outcomes =
      packed(trial(whole) +: PackedTrialsSpec.breaking.map(schedule => trial(few(400, 2, schedule))) :+ trial(whole))
    for (outcome <- outcomes) assert(describe(outcome) == describe(expected))
    await("both must have failed once")(failures() >= 2)
  }

  test("outcomes arrive as trainings end; weights come only where they are wanted, and a divergence with its past") {
    val arrived = new java.util.concurrent.ConcurrentLinkedQueue[Int]
    val listener = new TrialListener {
      override def finished(trial: Int, outcome: Outcome, seconds: Double): Unit = arrived.add(trial)
      override def of(trial: Int): TrainingListener = fail("executors are elsewhere")
    }
    val plans = Seq(few(400, 1), few(400, 1, PackedTrialsSpec.wild), few(100, 1))
    val trials =
      plans.zip(Seq(400, 400, 100)).map { case (plan, rows) => new Trial("t", plan, rows, Trial.Keeps.NUMBERS) }
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
}

/** Schedules that do harm, where executors find them without ScalaTest. */
object PackedTrialsSpec {
  private def first = TaskContext.get().attemptNumber() == 0

  val breaking: Seq[Schedule] = Seq(
    step => if (step == 7 && first) sys.error("failing on purpose") else 1,
    step =>
      if (step == 20 && first) { Runtime.getRuntime.halt(1); 1 }
      else 1
  )

  val wild: Schedule = step => if (step < 25) 1 else 1e300
}

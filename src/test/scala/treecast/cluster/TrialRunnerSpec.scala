package treecast.cluster

import treecast.source.IdxFolder
import org.apache.spark.scheduler.{SparkListener, SparkListenerJobStart}
import org.apache.spark.SparkContext
import org.scalatest.BeforeAndAfterAll
import org.scalatest.concurrent.{Signaler, TimeLimits, ThreadSignaler}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}
import treecast.data._
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.optim.{Schedule, Sgd}
import treecast.testing.DefaultStorage.storage
import treecast.testing.{Plans, SmallDigits, SparkContexts}
import treecast.training._

import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, TimeUnit}
import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.{Await, Future}
import scala.concurrent.duration.DurationInt
import scala.jdk.CollectionConverters._

/** Both runners of many trainings: what they do when a training, a stage, a listener or Spark itself fails. */
class TrialRunnerSpec extends AnyFunSuite with BeforeAndAfterAll with TimeLimits {
  private implicit val signaler: Signaler = ThreadSignaler
  private val shards = 4
  private lazy val folder = SmallDigits.folder(trainRows = 100, testRows = 40)
  private lazy val data = IdxFolder.of(storage, folder.toString, 10).examine()
  private lazy val net =
    new MultiLayerNet(data.features, java.util.List.of(8), 10, Activation.RELU, Initializer.of("he"), 0)

  override def afterAll(): Unit = SmallDigits.delete(folder)

  private def plan(steps: Int = 20, schedule: Schedule = Schedule.constant, seed: Long = 1): TrainingPlan =
    Plans.of(
      net.network,
      rows = data.trainRows,
      batch = 20,
      steps = steps,
      shards = shards,
      optimizer = new Sgd,
      schedule = schedule,
      seed = seed
    )

  private def trial(plan: TrainingPlan): Trial = new Trial("one", plan, data.trainRows, Trial.Keeps.NUMBERS)

  private def withSpark[T](use: SparkContext => T): T = SparkContexts.withSpark("local[3]")(use)

  private type MakeRunner = SparkContext => TrialRunner
  private val runners: Seq[(String, MakeRunner)] = Seq(
    "packed" -> (spark => PackedTrials.of(spark, data)),
    "distributed" -> (spark => new DistributedTrials(spark, SparkEngine.of(spark, data, shards, 2), 2))
  )

  /** Listens with a function of what has ended. */
  private def listener(ended: (Int, Outcome) => Unit): TrialListener = new TrialListener {
    override def finished(trial: Int, outcome: Outcome, seconds: Double): Unit = ended(trial, outcome)
  }

  private lazy val alone: Seq[Outcome.Trained] = {
    val engine = LocalEngine.of(data, shards, 1)
    Seq(1L, 2L, 3L).map(seed => trial(plan(seed = seed)).run(engine, TrainingListener.NONE).orElseThrow)
  }

  private val broken: Schedule = step => if (step < 7) 1 else sys.error("failing on purpose")
  private val endless = 1000000

  for ((name, make) <- runners) {
    test(s"$name: bits are those of the loop, and a training that fails harms no other") {
      withSpark { spark =>
        val runner = make(spark)
        val plans = Seq(plan(seed = 1), plan(schedule = broken), plan(seed = 2), plan(seed = 3))
        val found = new ConcurrentLinkedQueue[(Int, Outcome)]
        val here = Thread.currentThread
        failAfter(Span(60, Seconds)) {
          runner.run(
            plans.map(trial).asJava,
            listener { (trial, outcome) =>
              assert(Thread.currentThread eq here, "listeners hear on the thread that runs the trainings")
              found.add(trial -> outcome)
            }
          )
        }
        val outcomes = found.asScala.toMap
        assert(outcomes.keySet == Set(0, 1, 2, 3))
        assert(outcomes(1).status == TrialStatus.FAILED && outcomes(1).history.steps >= 7)
        val failure = intercept[RuntimeException](outcomes(1).orElseThrow)
        assert(failure.getMessage.contains("failing on purpose"))
        for ((trained, i) <- alone.zip(Seq(0, 2, 3))) {
          val there = outcomes(i).orElseThrow
          assert(there.weightsSha256 == trained.weightsSha256 && there.history.sha256 == trained.history.sha256)
        }
        val whole = intercept[RuntimeException](runner.outcomes(plans.map(trial).asJava, TrialListener.NONE))
        assert(whole.getMessage.contains("failing on purpose"), "who wants all outcomes is told of one that failed")
        runner.close()
      }
    }

    test(s"$name: what a listener throws ends the run, and its jobs with it, but no job of others") {
      withSpark { spark =>
        val other = TrialRunnerSpec.othersJob(spark)
        val runner = make(spark)
        val lost = failAfter(Span(60, Seconds)) {
          intercept[IllegalStateException](
            runner.run(
              Seq(plan(seed = 1), plan(steps = endless)).map(trial).asJava,
              listener((_, _) => throw new IllegalStateException("the lease is lost"))
            )
          )
        }
        assert(lost.getMessage == "the lease is lost")
        TrialRunnerSpec.mayEnd.countDown()
        assert(Await.result(other, 30.seconds) == 1, "the job of another was not cancelled")
        TrialRunnerSpec.awaitIdle(spark)
      }
    }

    test(s"$name: an orderly end cancels no job of others in the same context") {
      withSpark { spark =>
        val other = TrialRunnerSpec.othersJob(spark)
        val runner = make(spark)
        failAfter(Span(60, Seconds))(assert(runner.outcomes(Seq(trial(plan())).asJava, TrialListener.NONE).size == 1))
        runner.close()
        TrialRunnerSpec.mayEnd.countDown()
        assert(Await.result(other, 30.seconds) == 1)
        assert(!spark.isStopped)
      }
    }

    test(s"$name: if Spark stops while trainings run, that is said at once and no training counts as failed") {
      withSpark { spark =>
        val runner = make(spark)
        val outcomes = new ConcurrentLinkedQueue[Outcome]
        val began = TrialRunnerSpec.firstJob(spark)
        val stopping = Future { began.await(30, TimeUnit.SECONDS); spark.stop() }
        failAfter(Span(90, Seconds)) {
          intercept[IllegalStateException](
            runner.run(
              Seq.fill(3)(trial(plan(steps = endless))).asJava,
              listener((_, outcome) => outcomes.add(outcome))
            )
          )
        }
        Await.result(stopping, 60.seconds)
        assert(outcomes.isEmpty)
      }
    }
  }

  test("a stage that fails for good is told with its cause, on the thread that waits for it") {
    withSpark { spark =>
      val rows = ShardedData.read(spark, "broken", shards, 2, _ => throw new DataException("rows.csv: gone"))
      val engine = new SparkEngine(spark, rows, ShardedData.none(spark))
      val failure = failAfter(Span(60, Seconds)) {
        intercept[IllegalStateException](engine.map[Integer](Split.TRAIN, _.rows))
      }
      assert(
        Iterator.iterate[Throwable](failure)(_.getCause).takeWhile(_ != null).exists(_.isInstanceOf[DataException])
      )
      val outcome = trial(plan()).run(engine, TrainingListener.NONE)
      assert(outcome.status == TrialStatus.FAILED)
    }
  }

  test(
    "results are passed on by the thread that asks, not by Spark's scheduler, and its properties stay as they were"
  ) {
    withSpark { spark =>
      val rows = ShardedData.load(spark, data, Split.TRAIN, shards, 4)
      spark.setLocalProperty("callSite.short", "a place of mine")
      val threads = new ConcurrentLinkedQueue[Thread]
      SparkJob.run[Shard, Integer](
        rows.rdd,
        rows.order,
        mine => mine.asScala.size,
        _ => threads.add(Thread.currentThread)
      )
      assert(threads.size == 4 && threads.asScala.forall(_ eq Thread.currentThread))
      assert(spark.getLocalProperty("callSite.short") == "a place of mine")
      assert(spark.getLocalProperty("callSite.long") == null)
    }
  }

  test("the loop's hook sees the state: a training that goes on from it gives the same bits") {
    val engine = LocalEngine.of(data, shards, 1)
    val states = collection.mutable.Map.empty[Int, Array[Byte]]
    val history = new History
    val keeping = new TrainingListener {
      override def completed(state: TrainingState): Unit =
        states(state.step) = CheckpointFile.encode(state.checkpoint(history))
    }
    val whole = new Trainer(plan(), engine).train(TrainingState.initial(plan()), history, keeping)
    assert(states.keySet == (1 to 20).toSet)
    for (step <- Seq(1, 10, 19)) {
      val state = TrainingState.of(plan(), CheckpointFile.decode(states(step), "here"))
      new Trainer(plan(), engine).run(state, TrainingListener.NONE)
      assert(Sha256.ofWeights(state.weights, state.statistics) == whole.weightsSha256, s"from step $step")
    }
  }
}

object TrialRunnerSpec {

  /** What the job of others waits for. */
  @volatile var mayEnd = new CountDownLatch(1)

  /** A job that somebody else runs in the same context, until it may end. */
  def othersJob(spark: SparkContext): Future[Long] = {
    mayEnd = new CountDownLatch(1)
    val began = firstJob(spark)
    val job = Future {
      spark
        .parallelize(Seq(1), 1)
        .map { one =>
          TrialRunnerSpec.mayEnd.await(60, TimeUnit.SECONDS)
          one
        }
        .count()
    }
    began.await(30, TimeUnit.SECONDS)
    job
  }

  /** Opens with the next job that begins. */
  def firstJob(spark: SparkContext): CountDownLatch = {
    val began = new CountDownLatch(1)
    spark.addSparkListener(new SparkListener {
      override def onJobStart(start: SparkListenerJobStart): Unit = began.countDown()
    })
    began
  }

  /** Waits until no job runs. */
  def awaitIdle(spark: SparkContext): Unit = {
    val end = System.nanoTime + 30000000000L
    while (spark.statusTracker.getActiveJobIds().nonEmpty) {
      assert(System.nanoTime < end, "jobs still run: " + spark.statusTracker.getActiveJobIds().mkString(", "))
      Thread.sleep(20)
    }
  }
}

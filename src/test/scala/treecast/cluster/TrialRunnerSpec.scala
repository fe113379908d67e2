package treecast.cluster

import org.apache.spark.SparkContext
import org.scalatest.concurrent.{Signaler, ThreadSignaler, TimeLimits}
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Seconds, Span}
import treecast.optim.Schedule
import treecast.testing.Waiting
import treecast.training._

import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, TimeUnit}
import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.duration.DurationInt
import scala.concurrent.{Await, Future}
import scala.jdk.CollectionConverters._

/** Both runners of many trainings: what they do when a training, a listener or Spark itself fails. */
class TrialRunnerSpec extends AnyFunSuite with SmallTrainings with TimeLimits with Waiting {
  private implicit val signaler: Signaler = ThreadSignaler

  private type MakeRunner = SparkContext => TrialRunner
  private val runners: Seq[(String, MakeRunner)] = Seq(
    "packed" -> (spark => PackedTrials.of(spark, data)),
    "distributed" -> (spark => new DistributedTrials(spark, SparkEngine.of(spark, data, shards, 2), 2))
  )

  /** Listens with functions of what has ended, and of each step. */
  private def listener(ended: (Int, Outcome) => Unit, step: () => Unit = () => ()): TrialListener = new TrialListener {
    override def finished(trial: Int, outcome: Outcome, seconds: Double): Unit = ended(trial, outcome)
    override def of(trial: Int): TrainingListener = new TrainingListener {
      override def stepped(number: Int, rate: Double, loss: Double, times: StepTimes): Unit = step()
    }
  }

  /** Whether none of these threads is in a training. */
  private def isNowhere(training: ConcurrentLinkedQueue[Thread]): Boolean =
    training.asScala.forall(!_.getStackTrace.exists(_.getClassName.endsWith("Trainer")))

  private lazy val alone: Seq[Outcome.Trained] = {
    val engine = LocalEngine.of(data, shards, 1)
    Seq(1L, 2L, 3L).map(seed => trial(plan(seed = seed)).run(engine, TrainingListener.NONE).orElseThrow)
  }

  private val broken: Schedule = step => if (step < 7) 1 else sys.error("failing on purpose")
  private val endless = Int.MaxValue

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

    test(s"$name: what a listener throws ends the run, its steps and its jobs, but no job of others") {
      withSpark { spark =>
        val other = OthersJobs.othersJob(spark)
        val runner = make(spark)
        val training = new ConcurrentLinkedQueue[Thread]
        val lost = failAfter(Span(60, Seconds)) {
          intercept[IllegalStateException](
            runner.run(
              Seq(plan(seed = 1), plan(steps = endless)).map(trial).asJava,
              listener(
                (_, _) => throw new IllegalStateException("the lease is lost"),
                () => if (!training.contains(Thread.currentThread)) training.add(Thread.currentThread)
              )
            )
          )
        }
        assert(lost.getMessage == "the lease is lost")
        OthersJobs.mayEnd.countDown()
        assert(Await.result(other, 30.seconds) == 1, "the job of another was not cancelled")
        await(s"jobs still run: ${spark.statusTracker.getActiveJobIds().mkString(", ")}")(
          spark.statusTracker.getActiveJobIds().isEmpty
        )
        await("a training goes on")(isNowhere(training))
      }
    }

    test(s"$name: an orderly end cancels no job of others in the same context") {
      withSpark { spark =>
        val other = OthersJobs.othersJob(spark)
        val runner = make(spark)
        failAfter(Span(60, Seconds))(assert(runner.outcomes(Seq(trial(plan())).asJava, TrialListener.NONE).size == 1))
        runner.close()
        OthersJobs.mayEnd.countDown()
        assert(Await.result(other, 30.seconds) == 1)
        assert(!spark.isStopped)
      }
    }

    test(s"$name: if Spark stops while trainings run, that is said at once and no training counts as failed") {
      withSpark { spark =>
        val runner = make(spark)
        val outcomes = new ConcurrentLinkedQueue[Outcome]
        val began = new CountDownLatch(1)
        val training = new ConcurrentLinkedQueue[Thread]
        def step(): Unit = {
          if (!training.contains(Thread.currentThread)) training.add(Thread.currentThread)
          began.countDown()
        }
        val stopping = Future { began.await(30, TimeUnit.SECONDS); spark.stop() }
        failAfter(Span(90, Seconds)) {
          intercept[IllegalStateException](
            runner.run(
              Seq.fill(3)(trial(plan(steps = endless))).asJava,
              listener((_, outcome) => outcomes.add(outcome), () => step())
            )
          )
        }
        Await.result(stopping, 60.seconds)
        assert(outcomes.isEmpty && !training.isEmpty)
        await("a training goes on")(isNowhere(training))
      }
    }
  }
}

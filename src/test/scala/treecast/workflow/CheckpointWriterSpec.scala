package treecast.workflow

import org.scalatest.funsuite.AnyFunSuite
import treecast.config.{CheckpointInterval, CheckpointSettings, Configuration, PlanLayers, PlanSettings}
import treecast.data.Shard
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.testing.{Plans, Waiting}
import treecast.training._

import java.io.IOException
import java.util.Optional
import java.util.concurrent.{ConcurrentLinkedQueue, CountDownLatch, TimeUnit}
import scala.concurrent.duration.DurationInt
import scala.concurrent.{Await, ExecutionContext, Future}
import scala.jdk.CollectionConverters._

/** Checkpoints are written while the training goes on, when they are due, one at a time. */
class CheckpointWriterSpec extends AnyFunSuite with Waiting {
  private val plan = {
    val net = new MultiLayerNet(2, java.util.List.of(3), 2, Activation.RELU, Initializer.of("he"), 0)
    Plans.of(net.network, rows = 20, batch = 8, steps = 20, initializer = net.initializer)
  }
  private val rows = new Shard(0, 2, Array.tabulate(40)(i => (i * 7).toByte), Array.tabulate(20)(i => (i % 2).toByte))

  private def interval(text: String): Optional[CheckpointInterval] = {
    val layers = new PlanLayers(java.util.List.of(), java.util.List.of(Configuration.parse(s"checkpoint.every=$text")))
    PlanSettings.of(layers.plan).checkpoint.every
  }

  /** Trains under a clock that goes on by a second each step; `wait` is called behind each step. */
  private def trained(
      every: Optional[CheckpointInterval],
      target: CheckpointWriter.Target,
      from: Int = 0,
      complaints: String => Unit = fail(_),
      interruption: Interruption = new Interruption
  )(behind: Int => Unit): Unit = {
    var seconds = 0L
    val history = new History
    val state = TrainingState.initial(plan)
    val engine = LocalEngine.over(rows, 20, rows, 1)
    new Trainer(plan.withSteps(from), engine).train(state, history, TrainingListener.NONE)
    val writer =
      new CheckpointWriter(
        every,
        plan,
        history,
        target,
        () => seconds * 1000000000L,
        interruption,
        "--resume with --out runs/own",
        complaints(_)
      )
    val clock = new TrainingListener {
      override def stepped(step: Int, rate: Double, loss: Double, times: StepTimes): Unit = seconds += 1
    }
    val waiting = new TrainingListener {
      override def completed(state: TrainingState): Unit = behind(state.step)
    }
    try new Trainer(plan, engine).train(state, history, TrainingListener.all(clock, writer, waiting))
    finally writer.close()
  }

  /** The checkpoints follow these steps, and no others; each is written before the next step is taken. */
  private def follows(every: Optional[CheckpointInterval], steps: Seq[Int], from: Int = 0): Unit = {
    val written = new ConcurrentLinkedQueue[Integer]
    trained(every, checkpoint => { written.add(checkpoint.step); () }, from) { step =>
      if (steps.contains(step)) await(s"the checkpoint of step $step")(written.contains(step))
    }
    assert(written.asScala.map(_.intValue).toSeq == steps, every)
  }

  test("a checkpoint follows so many steps, seconds or epochs, and the end; none where none are wanted") {
    follows(interval("5 steps"), Seq(5, 10, 15, 20))
    follows(interval("7 seconds"), Seq(7, 14, 20))
    follows(interval("0.1 minutes"), Seq(6, 12, 18, 20))
    // 20 rows in steps of 8: epochs end with the steps 3, 5, 8, 10, ...
    follows(interval("1 epoch"), Seq(3, 5, 8, 10, 13, 15, 18, 20))
    follows(interval("2.5 epochs"), Seq(7, 13, 19, 20))
    follows(interval("100 hours"), Seq(20))
    follows(Optional.empty(), Nil)
  }

  test("a training that goes on has its checkpoints where one from the beginning has them") {
    follows(interval("5 steps"), Seq(10, 15, 20), from = 7)
    follows(interval("2.5 epochs"), Seq(13, 19, 20), from = 8)
  }

  test("the training goes on while a checkpoint is written, and the next one waits until it is") {
    val (begun, go) = (new CountDownLatch(1), new CountDownLatch(1))
    val written = new ConcurrentLinkedQueue[Seq[Double]]
    val steps = new ConcurrentLinkedQueue[Integer]
    val target: CheckpointWriter.Target = { checkpoint =>
      begun.countDown()
      assert(go.await(60, TimeUnit.SECONDS))
      written.add(checkpoint.weights.toSeq)
      assert(checkpoint.history.steps == checkpoint.step)
      steps.add(checkpoint.step)
      ()
    }
    trained(interval("2 steps"), target) { step =>
      if (step == 2) assert(begun.await(60, TimeUnit.SECONDS))
      if (step < 9) assert(steps.isEmpty)
      if (step == 9) {
        go.countDown()
        await("the first is written")(steps.size == 1)
      }
      // The next is due at once; whatever follows depends on the thread that writes.
      if (step == 10) await("the second is written")(steps.size == 2)
    }
    assert(steps.asScala.take(2).map(_.intValue).toSeq == Seq(2, 10))
    assert(written.asScala.toSeq.distinct.size == written.size, "each has the weights of its own step")
  }

  test(
    "a checkpoint that cannot be written is told once and at the end, the next is tried, and the training ends as ever"
  ) {
    val tried = new ConcurrentLinkedQueue[Integer]
    val told = new ConcurrentLinkedQueue[String]
    val target: CheckpointWriter.Target = { checkpoint =>
      tried.add(checkpoint.step)
      if (checkpoint.step != 10) throw new IOException("no space left\non the device")
    }
    trained(interval("5 steps"), target, complaints = line => { told.add(line); () }) { step =>
      await("it was tried")(tried.size == step / 5)
    }
    assert(tried.asScala.map(_.intValue).toSeq == Seq(5, 10, 15, 20))
    val lines = told.asScala.toSeq
    assert(lines.size == 3 && lines.head.contains("step 5") && lines(1).contains("step 15"), lines)
    assert(lines.init.forall(line => line.linesIterator.size == 1 && line.contains("no space left")), lines)
    assert(lines.last == "treecast: no checkpoint behind step 10 could be written")
  }

  test("an interval is a number and a unit, and the number to keep is 1 or more") {
    def read(settings: String*) = PlanSettings
      .of(new PlanLayers(java.util.List.of(), settings.map(Configuration.parse(_)).asJava).plan)
      .checkpoint
    assert(read() == new CheckpointSettings(interval("60 seconds"), 3))
    assert(read("checkpoint=none").every.isEmpty)
    assert(read("checkpoint.keep=7") == new CheckpointSettings(interval("1 minute"), 7))
    for (text <- Seq("60", "0 steps", "1.5 steps", "-1 epoch", "every step", "1 day", "[1]", "{a=1}", "60 seconds ago"))
      intercept[treecast.config.SettingsException](interval(text))
    for (text <- Seq("keep=0", "keep=all", "often=1 step"))
      intercept[treecast.config.SettingsException](read(s"checkpoint.$text"))
    intercept[treecast.config.SettingsException](read("checkpoint=often"))
  }

  /** Interrupts a training behind its fifth step; says what it answers, and which checkpoints it has written. */
  private def interrupted(every: String, target: CheckpointWriter.Target)(check: Optional[String] => Unit): Unit = {
    val interruption = new Interruption
    val fifth = new CountDownLatch(1)
    val training = new Thread(() =>
      trained(interval(every), target, complaints = _ => (), interruption = interruption) { step =>
        if (step == 5) {
          fifth.countDown()
          await("the request")(interruption.isRequested)
        }
      }
    )
    training.start()
    assert(fifth.await(60, TimeUnit.SECONDS))
    try check(interruption.request(java.time.Duration.ofSeconds(60)))
    finally training.interrupt()
    join(training)
  }

  test("an interruption is answered with a checkpoint of the step behind it, and no further step is taken") {
    val written = new ConcurrentLinkedQueue[Integer]
    interrupted("1000 steps", checkpoint => { written.add(checkpoint.step); () }) { answer =>
      assert(answer.get == "--resume with --out runs/own goes on from step 6")
      assert(written.asScala.toSeq == Seq(6))
    }
    interrupted("1000 steps", _ => throw new IOException("disk full")) { answer =>
      assert(answer.get == "no checkpoint of step 6 could be written")
    }
  }

  test("a training that begins when another has ended answers as the first would have") {
    val interruption = new Interruption
    trained(interval("1000 steps"), _ => (), interruption = interruption)(_ => ())
    val training = new Thread(() =>
      trained(interval("1000 steps"), _ => (), interruption = interruption) { step =>
        if (step == 5) await("the request")(interruption.isRequested)
      }
    )
    training.start()
    await("it has begun")(training.getState == Thread.State.TIMED_WAITING)
    try assert(interruption.request(java.time.Duration.ofSeconds(60)).isPresent)
    finally training.interrupt()
    join(training)
  }

  test("without checkpoints, or without a training, there is no answer, and nobody waits for one") {
    val over = new Interruption
    trained(interval("1 steps"), _ => (), interruption = over)(_ => ())
    for (interruption <- Seq(new Interruption, over)) {
      val asked = Future(interruption.request(java.time.Duration.ofMinutes(10)))(ExecutionContext.global)
      assert(Await.result(asked, 60.seconds).isEmpty)
    }
  }
}

package treecast.workflow

import treecast.config.{Configuration, PlanLayers, PlanSettings}
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.DataSet
import treecast.source.digits.DrawnDigits
import treecast.training._

import scala.jdk.CollectionConverters._

/** How far a training is: one line that is written anew on a terminal, lines that stay anywhere else. */
class ProgressSpec extends AnyFunSuite {

  /** 100 steps of 60 rows, ten to an epoch. */
  private val plan: TrainingPlan = {
    val digits = new DrawnDigits().examine()
    val data = new DataSet(digits.source, 600, 100, digits.shape, digits.labels)
    val settings = Seq("batch=60", "epochs=10", "shards=2", "network.hidden=[4]", "network.batchNorm=false")
    PlanSettings.of(new PlanLayers(java.util.List.of(), settings.map(Configuration.parse(_)).asJava).plan).plan(data)
  }

  private def evaluations(validated: Boolean = false): Evaluations =
    new Evaluations(
      new Evaluation(600, 540, 150),
      if (validated) new Evaluation(60, 51, 0.5) else new Evaluation(0, 0, 0),
      new Evaluation(100, 80, 0.5)
    )

  private def display(screen: TerminalScreen, verbosity: Progress.Verbosity = Progress.Verbosity.NORMAL): Progress =
    new Progress(plan, new History, screen.screen, verbosity)

  private def step(screen: TerminalScreen, progress: Progress, number: Int, seconds: Double, loss: Double = 1): Unit = {
    screen.pass(seconds)
    progress.stepped(number, 0.01, loss, StepTimes.NONE)
  }

  test("a terminal has one line: epochs, loss, accuracy, speed, and the time left at the pace so far") {
    val terminal = new TerminalScreen
    val progress = display(terminal)
    for (number <- 1 to 20) step(terminal, progress, number, seconds = 0.5, loss = 2.5)
    assert(terminal.rows == Seq("epoch 2.0 of 10.0  loss 2.5000  accuracy -  120 examples/s  40 s left"))
    assert(progress.seconds == 10 && progress.examplesPerSecond(20) == 120)
  }

  test("a line that is shorter than the one before leaves nothing of it, and one that is too long no second row") {
    val terminal = new TerminalScreen(width = 60)
    val progress = display(terminal)
    step(terminal, progress, 1, seconds = 1e7, loss = 123456789)
    assert(
      terminal.rows.size == 1 && terminal.rows.head.startsWith("epoch 0.1 of 10.0  loss 123456789.0000  accuracy -")
    )
    assert(terminal.rows.head.length <= 60)
    step(terminal, progress, 99, seconds = 1, loss = 1)
    val wide = new TerminalScreen(width = 200)
    val again = display(wide)
    step(wide, again, 1, seconds = 1e7, loss = 123456789)
    step(wide, again, 99, seconds = 1, loss = 1)
    assert(wide.rows == Seq("epoch 9.9 of 10.0  loss 1.0000  accuracy -  0 examples/s  101010 s left"))
    assert(terminal.rows.size == 1)
  }

  test("the line is written anew five times a second at most") {
    val terminal = new TerminalScreen
    val progress = display(terminal)
    step(terminal, progress, 1, seconds = 1)
    val first = terminal.rows
    step(terminal, progress, 2, seconds = 0.1)
    assert(terminal.rows == first)
    step(terminal, progress, 3, seconds = 0.15)
    assert(terminal.rows != first)
  }

  test("an evaluation takes the line's place and stays; its time is no training time") {
    for (isTerminal <- Seq(true, false)) {
      val terminal = new TerminalScreen(width = 200, isTerminal)
      val progress = display(terminal)
      for (number <- 1 to 10) step(terminal, progress, number, seconds = 1)
      terminal.pass(100)
      progress.evaluated(10, evaluations())
      val line = "epoch   1.00  step     10  train loss 0.2500  train accuracy 0.9000" +
        "  test accuracy 0.8000       60 examples/s"
      assert(terminal.rows == Seq(line, ""))
      step(terminal, progress, 11, seconds = 1)
      val running = "epoch 1.1 of 10.0  loss 1.0000  accuracy 0.8000  60 examples/s  89 s left"
      assert(terminal.rows == Seq(line, if (isTerminal) running else ""))
      progress.evaluated(11, evaluations(validated = true))
      assert(terminal.rows(1).contains("train accuracy 0.9000  validation accuracy 0.8500  test accuracy"))
      assert(terminal.text.contains('\u001b') == isTerminal && terminal.text.contains('\r') == isTerminal)
    }
  }

  test("quiet shows nothing, verbose a line for each step in whose place nothing comes") {
    for (isTerminal <- Seq(true, false)) {
      val quiet = new TerminalScreen(terminal = isTerminal)
      val silent = display(quiet, Progress.Verbosity.QUIET)
      step(quiet, silent, 1, seconds = 1)
      silent.evaluated(1, evaluations())
      assert(quiet.text.isEmpty)
      val verbose = new TerminalScreen(terminal = isTerminal)
      val progress = display(verbose, Progress.Verbosity.VERBOSE)
      for (number <- 1 to 2) step(verbose, progress, number, seconds = 0.01, loss = 0.5)
      assert(verbose.rows == (1 to 2).map(n => s"step      $n  rate 0.0100000  loss 0.500000") :+ "")
    }
  }
}

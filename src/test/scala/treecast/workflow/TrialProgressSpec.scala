package treecast.workflow

import org.scalatest.funsuite.AnyFunSuite
import treecast.experiment.{ExperimentContext, OptimizerComparison}
import treecast.source.digits.DrawnDigits
import treecast.training._

import scala.jdk.CollectionConverters._

/** How far many trainings are: one bar on a terminal, a line for each that has ended anywhere else. */
class TrialProgressSpec extends AnyFunSuite {
  private val conditions = new ExperimentContext(new DrawnDigits().examine(), 1)

  /** Four of equal work, 40 steps each. */
  private val trials: Seq[Trial] = new OptimizerComparison(40).trials(conditions).asScala.toSeq
  private val trained = new Outcome.Trained(Array(), Array(), "", Array(), 40, 40, new History, null)
  private val diverged = new Outcome.Failed(TrialStatus.DIVERGED, new Diverged(7, Double.NaN), 7, new History)

  private def display(screen: TerminalScreen) = new TrialProgress(trials.asJava, 10000, screen.screen)

  private def step(progress: TrialProgress, trial: Int, step: Int): Unit =
    progress.of(trial).stepped(step, 0.01, 1, StepTimes.NONE)

  test("a terminal has one bar over the work of all, which moves with each step that is heard of") {
    val terminal = new TerminalScreen
    val progress = display(terminal)
    step(progress, 0, 20)
    assert(terminal.rows == Seq("[" + "#" * 5 + "." * 35 + "]  13 %  0 of 4 trainings"))
    terminal.pass(0.1)
    step(progress, 1, 40)
    assert(terminal.rows.head.contains(" 13 %"), "five times a second at most")
    terminal.pass(0.15)
    step(progress, 1, 40)
    assert(terminal.rows == Seq("[" + "#" * 15 + "." * 25 + "]  38 %  0 of 4 trainings"))
    progress.finished(1, trained, 2)
    assert(terminal.rows == Seq("[" + "#" * 15 + "." * 25 + "]  38 %  1 of 4 trainings"), "an end is told at once")
  }

  test("when the last has ended the bar is full and stays, and other lines begin below it") {
    val terminal = new TerminalScreen
    val progress = display(terminal)
    for (trial <- 0 until 4) progress.finished(trial, if (trial == 2) diverged else trained, trial + 1)
    assert(terminal.rows == Seq("[" + "#" * 40 + "] 100 %  4 of 4 trainings", ""))
    assert(progress.seconds(0, 4) == 10 && progress.seconds(1, 3) == 5)
  }

  test("anything else has a line for each that has ended, with its name and what went wrong") {
    val file = new TerminalScreen(width = 200, terminal = false)
    val progress = display(file)
    step(progress, 0, 20)
    assert(file.text.isEmpty)
    progress.finished(3, trained, 1.5)
    progress.finished(0, diverged, 0.25)
    val Seq(first, second, last) = file.rows
    assert(first == s"   1 of 4  ${trials(3).name}  1.5 s")
    assert(second == s"   2 of 4  ${trials.head.name}  0.3 s  ${diverged.why.getMessage}" && last.isEmpty)
    assert(!file.text.contains('\r') && !file.text.contains('\u001b'))
  }
}

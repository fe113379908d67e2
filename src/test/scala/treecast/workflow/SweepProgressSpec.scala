package treecast.workflow

import org.scalatest.funsuite.AnyFunSuite
import treecast.search._

import scala.jdk.CollectionConverters._

/** How far a sweep is: a table of the best ten on a terminal, a line for each tenth of a round anywhere else. */
class SweepProgressSpec extends AnyFunSuite {
  private val space = Searches.space
  private val reason = "rate: from 1e-6 to 1e-3, as the best lay there"

  private def round(trials: Int): Round =
    new Round(space, List(reason).asJava, (1 to trials).map(new Proposal(_, space.at(0.5, 0.5), 3)).asJava)

  private def result(trial: Int, score: Double): Result =
    Searches.result(new Proposal(trial, space.at(0.5, 0.5), 3), 0, score).result

  private def row(trial: Int, score: Double): String =
    f"${if (score.isNaN) "diverged" else f"$score%.4f"}  trial $trial  ${space.at(0.5, 0.5)}"

  /** After so many trials, a second each, the later the better. */
  private def after(screen: TerminalScreen, trials: Int, of: Int, quiet: Boolean = false): SweepProgress = {
    val progress = new SweepProgress(screen.screen, quiet)
    progress.began(0, round(of), Seq.empty[Result].asJava)
    for (trial <- 1 to trials) {
      screen.pass(1)
      progress.finished(result(trial, trial / 100.0))
    }
    progress
  }

  private def headings(of: Int) = Seq(s"round 1: $of trials in ${space.describe}", s"  $reason")

  test("a terminal has a table of the best ten that is written anew, however long its lines are") {
    for (width <- Seq(40, 300)) {
      val terminal = new TerminalScreen(width)
      after(terminal, trials = 12, of = 20)
      val rows = terminal.rows.dropWhile(!_.startsWith("12 of 20"))
      assert(rows.head == "12 of 20 trials, 8 s left")
      assert(rows.slice(1, 11).map(_.take(15)) == (3 to 12).reverse.map(t => f"${t / 100.0}%.4f  trial $t".take(15)))
      assert(rows.size == 12 && rows.last.isEmpty && rows.forall(_.length <= width))
      assert(terminal.rows.count(_.contains("s left")) == 1, "nothing of the tables before")
    }
    val terminal = new TerminalScreen(300)
    after(terminal, trials = 1, of = 20)
    assert(terminal.rows == headings(20) ++ Seq("1 of 20 trials, 19 s left", row(1, 0.01), ""))
  }

  test("the table is written anew three times a second at most, and always at the end of a round") {
    val terminal = new TerminalScreen
    val progress = after(terminal, trials = 1, of = 3)
    def told = terminal.rows.filter(_.contains("s left"))
    terminal.pass(0.1)
    progress.finished(result(2, 0.5))
    assert(told == Seq("1 of 3 trials, 2 s left"))
    progress.finished(result(3, Double.NaN))
    assert(told == Seq("3 of 3 trials, 0 s left"))
    assert(terminal.rows.takeRight(4).map(_.take(8)) == Seq("0.5000  ", "0.0100  ", "diverged", ""))
  }

  test("the table of a round stays when the next begins, which has what was known before") {
    val terminal = new TerminalScreen(300)
    val progress = after(terminal, trials = 2, of = 2)
    val first = terminal.rows.dropRight(1)
    val known = Seq(result(3, 0.3))
    progress.began(1, round(4), known.asJava)
    terminal.pass(2)
    progress.finished(result(4, 0.4))
    val Seq(heading, why, left, rest @ _*) = terminal.rows.drop(first.size)
    assert(terminal.rows.take(first.size) == first)
    assert(
      heading.endsWith("(1 of them done before)") && heading.startsWith("round 2: 4 trials") && why.contains(reason)
    )
    assert(left == "2 of 4 trials, 4 s left", "at the pace of those that ran")
    assert(rest == Seq(row(4, 0.4), row(3, 0.3), row(2, 0.02), row(1, 0.01), ""))
  }

  test("anything else has a line for each tenth of a round, with the best so far") {
    val file = new TerminalScreen(300, terminal = false)
    after(file, trials = 30, of = 30)
    val lines = file.rows.drop(2).dropRight(1)
    assert(lines.map(_.takeWhile(_ != ',')) == (1 to 10).map(tenth => f"${3 * tenth}%4d of 30 trials"))
    assert(lines.head == s"   3 of 30 trials, 27 s left, best ${row(3, 0.03)}")
    assert(!file.text.contains('\u001b') && !file.text.contains('\r'))
  }

  test("quiet shows nothing, but knows the best") {
    for (isTerminal <- Seq(true, false)) {
      val screen = new TerminalScreen(terminal = isTerminal)
      val progress = after(screen, trials = 20, of = 20, quiet = true)
      assert(screen.text.isEmpty)
      assert(progress.best(2).asScala.map(_.take(16)) == Seq("0.2000  trial 20", "0.1900  trial 19"))
    }
  }
}

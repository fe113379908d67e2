package treecast.workflow

import org.scalatest.funsuite.AnyFunSuite
import treecast.training.{StepTimes, GradientTimes}

import java.io.{ByteArrayOutputStream, PrintStream}
import scala.jdk.CollectionConverters._

/** The times of the parts of a step, as `--profile` prints them. */
class ProfileSpec extends AnyFunSuite {

  /** The median of steps that take as many milliseconds as their number says. */
  private def median(steps: Int): Double = {
    val profile = new Profile
    for (step <- 1 to steps)
      profile.stepped(step, 0.1, 1, new StepTimes(GradientTimes.NONE, 0, step * 1000000L, 0))
    profile.table.rows.asScala.find(_.get(0) == "the step").get.get(1).toDouble
  }

  test("medians are over the second half of the steps, of which a long run remembers some") {
    assert(median(1) == 1 && median(2) == 2 && median(9) == 7 && median(8191) == 6144)
    for (steps <- Seq(8192, 8193, 20000, 300000)) assert(math.abs(median(steps) - 0.75 * steps) < 0.001 * steps, steps)
  }

  test("what has computed the gradients stands above the table") {
    val profile = new Profile
    profile.stepped(1, 0.1, 1, new StepTimes(GradientTimes.NONE, 0, 1000000, 0))
    val printed = new ByteArrayOutputStream
    profile.print(new PrintStream(printed), "2 threads of this JVM")
    val lines = printed.toString.linesIterator.toSeq
    assert(lines.head == "gradients computed by 2 threads of this JVM" && lines(1).startsWith("part of a step"))
  }
}

package treecast.workflow

import org.scalatest.funsuite.AnyFunSuite
import treecast.training.{StepTimes, GradientTimes}

import scala.jdk.CollectionConverters._

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
}

package treecast.config

import org.scalatest.funsuite.AnyFunSuite

/** Schedules as a plan spells them, for 100 steps of 10 rows out of 95: an epoch is 9.5 steps. */
class ScheduleSettingsSpec extends AnyFunSuite {
  private def rates(schedule: String): Int => Double = {
    val settings = new Settings(Configuration.parse(s"schedule=$schedule"))
    val read = ScheduleSettings.read(settings).schedule(100, 95, 10)
    settings.refuseUnknown()
    read.at(_)
  }

  private def holds(schedule: String)(expected: (Int, Double)*): Unit = test(schedule) {
    val rate = rates(schedule)
    for ((step, factor) <- expected) assert(math.abs(rate(step) - factor) < 1e-12, s"step $step")
  }

  holds("constant")(0 -> 1, 99 -> 1)
  holds("cosine")(0 -> 1, 50 -> 0.5, 100 -> 0)
  holds("{ name = cosine, floor = 0.2, length = 10 steps }")(0 -> 1, 5 -> 0.6, 10 -> 0.2, 99 -> 0.2)
  holds("{ name = polynomial, power = 2 }")(0 -> 1, 50 -> 0.25)
  holds("{ name = exponential, factor = 0.01 }")(0 -> 1, 50 -> 0.1, 100 -> 0.01)
  holds("{ name = step, every = 30 steps }")(0 -> 1, 29 -> 1, 30 -> 0.1, 60 -> 0.01)
  holds("{ name = step, every = 2 epochs, factor = 0.5 }")(18 -> 1, 19 -> 0.5, 37 -> 0.5, 38 -> 0.25)
  holds("{ name = step, at = [1 epoch, 3.5 epochs, 50 steps] }")(9 -> 1, 10 -> 0.1, 33 -> 0.1, 34 -> 1e-2, 50 -> 1e-3)
  holds("{ name = constant, scale = 0.3 }")(0 -> 0.3, 99 -> 0.3)
  holds("[cosine]")(0 -> 1, 50 -> 0.5)
  holds("[{ name = warm-up, length = 20 steps }, cosine]")(0 -> 0.05, 19 -> 1, 20 -> 1, 60 -> 0.5, 100 -> 0)
  holds("[{ name = warm-up, length = 1 epoch }, { name = constant, scale = 0.5 }]")(0 -> 0.05, 9 -> 0.5, 10 -> 0.5)
  holds(
    "[{ name = warm-up, length = 4 steps }, { name = constant, length = 2 epochs }, " +
      "{ name = cosine, length = 2 epochs, floor = 0.1 }, { name = constant, scale = 0.1 }]"
  )(0 -> 0.25, 3 -> 1, 4 -> 1, 23 -> 1, 32 -> (0.1 + 0.9 * (1 + math.cos(math.Pi * 9 / 19)) / 2), 42 -> 0.1, 99 -> 0.1)
  holds("[{ name = cosine, length = 50 steps }, { name = cosine, length = 50 steps }]")(25 -> 0.5, 50 -> 1, 75 -> 0.5)
  holds("[{ name = constant, length = 200 epochs }, cosine]")(0 -> 1, 99 -> 1)
}

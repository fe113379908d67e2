package treecast.optim

import org.scalatest.funsuite.AnyFunSuite

class ScheduleSpec extends AnyFunSuite {
  private def holds(schedule: Schedule, expected: (Int, Double)*): Unit =
    for ((step, factor) <- expected) assert(math.abs(schedule.at(step) - factor) < 1e-15, s"step $step")

  test("constant")(holds(Schedule.constant, 0 -> 1, 1 -> 1, 1000000 -> 1))

  test("stepwise: half after every 10 steps") {
    holds(Schedule.stepwise(10, 0.5), 0 -> 1, 9 -> 1, 10 -> 0.5, 19 -> 0.5, 20 -> 0.25, 35 -> 0.125)
  }

  test("exponential: a quarter after 10 steps, half after 5") {
    holds(Schedule.exponential(10, 0.25), 0 -> 1, 5 -> 0.5, 10 -> 0.25, 20 -> 0.0625)
  }

  test("cosine: from 1 to 0.2 over 12 steps, then 0.2") {
    val down = Schedule.cosine(12, 0.2)
    holds(down, 0 -> 1, 4 -> (0.2 + 0.8 * 0.75), 6 -> 0.6, 8 -> (0.2 + 0.8 * 0.25), 12 -> 0.2, 13 -> 0.2, 99 -> 0.2)
  }

  test("polynomial: from 1 to 0.1 over 10 steps along a parabola, then 0.1") {
    val down = Schedule.polynomial(10, 2, 0.1)
    holds(down, 0 -> 1, 5 -> (0.1 + 0.9 * 0.25), 8 -> (0.1 + 0.9 * 0.04), 10 -> 0.1, 50 -> 0.1)
    holds(Schedule.polynomial(4, 1, 0), 1 -> 0.75, 3 -> 0.25, 4 -> 0)
  }

  test("warm-up: a straight rise that begins above 0, then what follows from its own beginning") {
    holds(Schedule.rising(4).leadingTo(4, Schedule.constant), 0 -> 0.25, 1 -> 0.5, 2 -> 0.75, 3 -> 1, 4 -> 1)
    val thenDown = Schedule.rising(5).leadingTo(5, Schedule.cosine(10, 0))
    holds(thenDown, 0 -> 0.2, 4 -> 1, 5 -> 1, 10 -> 0.5, 15 -> 0, 16 -> 0)
    assert(Schedule.rising(0).leadingTo(0, Schedule.constant).at(0) == 1)
  }

  test("a warm-up rises to where what follows begins") {
    val low = Schedule.stepwise(2, 0.5).times(_ => 0.5)
    holds(Schedule.rising(2).leadingTo(2, low), 0 -> 0.25, 1 -> 0.5, 2 -> 0.5, 3 -> 0.5, 4 -> 0.25)
  }

  test("the product of two") {
    val both = Schedule.stepwise(10, 0.5).times(Schedule.polynomial(20, 1, 0))
    holds(both, 0 -> 1, 5 -> 0.75, 10 -> 0.25, 15 -> 0.125, 20 -> 0)
  }

  test("milestones: a tenth from each of them on") {
    val steps = java.util.List.of[Integer](3, 6, 6)
    holds(Schedule.milestones(steps, 0.1), 0 -> 1, 2 -> 1, 3 -> 0.1, 5 -> 0.1, 6 -> 1e-3, 1000000 -> 1e-3)
  }

  test("one after another, each from its own beginning") {
    val restarts = Schedule.polynomial(4, 1, 0).`then`(4, Schedule.polynomial(2, 1, 0))
    holds(restarts, 0 -> 1, 3 -> 0.25, 4 -> 1, 5 -> 0.5, 6 -> 0)
  }
}

package treecast.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import treecast.optim.Schedule;

/**
 * The schedule of a plan: its name, or an object of its name and its settings.
 *
 * @param warmUp steps of linear rise before it
 * @param afterwards the schedule behind the rise, for the number of steps that are left
 */
record ScheduleSettings(int warmUp, IntFunction<Schedule> afterwards) {

  static ScheduleSettings read(Settings settings) {
    String key = settings.isObject("schedule") ? "schedule.name" : "schedule";
    Map<String, Supplier<IntFunction<Schedule>>> known = new LinkedHashMap<>();
    known.put("constant", () -> steps -> Schedule.constant());
    known.put(
        "step",
        () -> {
          int every = settings.integer("schedule.every", 1, Integer.MAX_VALUE);
          double factor = factor(settings);
          return steps -> Schedule.stepwise(every, factor);
        });
    known.put(
        "exponential",
        () -> {
          double factor = factor(settings);
          return steps -> Schedule.exponential(steps, factor);
        });
    known.put(
        "cosine",
        () -> {
          double floor = floor(settings);
          return steps -> Schedule.cosine(steps, floor);
        });
    known.put(
        "polynomial",
        () -> {
          double floor = floor(settings);
          double power = settings.has("schedule.power") ? settings.positive("schedule.power") : 1;
          return steps -> Schedule.polynomial(steps, power, floor);
        });
    IntFunction<Schedule> schedule = settings.oneOf(key, known).get();
    int warmUp =
        settings.has("schedule.warmUp")
            ? settings.integer("schedule.warmUp", 0, Integer.MAX_VALUE)
            : 0;
    return new ScheduleSettings(warmUp, schedule);
  }

  /** The schedule of a training of so many steps. */
  Schedule schedule(int steps) {
    Schedule then = afterwards.apply(Math.max(1, steps - warmUp));
    return warmUp == 0 ? then : Schedule.warmUp(warmUp, then);
  }

  /** What the rate has been multiplied by after each interval, or at the end. */
  private static double factor(Settings settings) {
    return settings.has("schedule.factor")
        ? settings.number("schedule.factor", "a number above 0, up to 1", Double.MIN_VALUE, 1)
        : 0.1;
  }

  /** The least that the rate is multiplied by. */
  private static double floor(Settings settings) {
    return settings.has("schedule.floor")
        ? settings.number("schedule.floor", "a number from 0 to 1", 0, 1)
        : 0;
  }
}

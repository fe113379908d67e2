package treecast.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import treecast.optim.Schedule;

/**
 * One phase of a schedule: its name, or an object of its name and its settings.
 *
 * @param length how long it is; the last phase may leave it to the training
 * @param shape what it is; none for a warm-up, which rises to wherever the next phase begins
 */
record SchedulePhase(Optional<Length> length, Optional<Shape> shape) {
  static final String KEY = "schedule";

  /** A phase of so many steps, where lengths are turned into steps. */
  interface Shape {
    Schedule over(int steps, ToIntFunction<Length> counted);
  }

  static SchedulePhase read(Settings settings) {
    Map<String, Supplier<Optional<Shape>>> known = new LinkedHashMap<>();
    known.put("constant", () -> scaled(settings, (steps, counted) -> Schedule.constant()));
    known.put("step", () -> scaled(settings, step(settings)));
    known.put("exponential", () -> scaled(settings, exponential(settings)));
    known.put("cosine", () -> scaled(settings, cosine(settings)));
    known.put("polynomial", () -> scaled(settings, polynomial(settings)));
    known.put("warm-up", Optional::empty);
    String key = settings.isObject(KEY) ? KEY + ".name" : KEY;
    Optional<Shape> shape = settings.oneOf(key, known).get();
    Optional<Length> length =
        settings.has(KEY + ".length")
            ? Optional.of(settings.made(KEY + ".length", Length::of))
            : Optional.empty();
    return new SchedulePhase(length, shape);
  }

  private static Shape step(Settings settings) {
    double factor = factor(settings, "step");
    if (settings.has(KEY + ".at")) {
      String expected = "lengths such as [3 epochs, 6 epochs], or every instead";
      if (settings.has(KEY + ".every")) {
        throw settings.bad(KEY + ".at", expected);
      }
      List<Length> at =
          settings.words(KEY + ".at", expected).stream()
              .map(word -> settings.parsed(KEY + ".at", word, Length::of))
              .toList();
      return (steps, counted) ->
          Schedule.milestones(at.stream().map(counted::applyAsInt).toList(), factor);
    }
    Length every = settings.made(KEY + ".every", Length::of);
    return (steps, counted) -> Schedule.stepwise(counted.applyAsInt(every), factor);
  }

  private static Shape exponential(Settings settings) {
    double factor = factor(settings, "exponential");
    return (steps, counted) -> Schedule.exponential(steps, factor);
  }

  private static Shape cosine(Settings settings) {
    double floor = floor(settings, "cosine");
    return (steps, counted) -> Schedule.cosine(steps, floor);
  }

  private static Shape polynomial(Settings settings) {
    double floor = floor(settings, "polynomial");
    double power =
        settings.has(KEY + ".power")
            ? settings.positive(KEY + ".power")
            : usual(settings, "polynomial.power");
    return (steps, counted) -> Schedule.polynomial(steps, power, floor);
  }

  /** The whole phase times a factor of its own. */
  private static Optional<Shape> scaled(Settings settings, Shape shape) {
    if (!settings.has(KEY + ".scale")) {
      return Optional.of(shape);
    }
    double scale = settings.positive(KEY + ".scale");
    return Optional.of((steps, counted) -> shape.over(steps, counted).times(step -> scale));
  }

  /** What the rate has been multiplied by after each interval, or at the end. */
  private static double factor(Settings settings, String shape) {
    return settings.has(KEY + ".factor")
        ? settings.number(KEY + ".factor", "a number above 0, up to 1", Double.MIN_VALUE, 1)
        : usual(settings, shape + ".factor");
  }

  /** The least that the rate is multiplied by. */
  private static double floor(Settings settings, String shape) {
    return settings.has(KEY + ".floor")
        ? settings.number(KEY + ".floor", "a number from 0 to 1", 0, 1)
        : usual(settings, shape + ".floor");
  }

  private static double usual(Settings settings, String path) {
    return settings.format().usual().getDouble(KEY + "." + path);
  }
}

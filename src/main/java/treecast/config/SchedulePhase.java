package treecast.config;

import java.util.Optional;
import java.util.function.ToIntFunction;
import treecast.optim.Length;
import treecast.optim.Schedule;
import treecast.optim.ScheduleProvider;
import treecast.optim.Schedules;
import treecast.optim.Span;

/**
 * One phase of a schedule: its name, or an object of its name and its settings.
 *
 * @param length how long it is; the last phase may leave it to the training
 * @param shape what makes its factors
 * @param scale what all its factors are multiplied by
 */
record SchedulePhase(
    Optional<Length> length, ProviderSettings<ScheduleProvider> shape, Optional<Double> scale) {
  static final String KEY = "schedule";

  /**
   * Reads a phase, and tries it out over a single step.
   *
   * @throws SettingsException if it cannot be
   */
  static SchedulePhase read(Settings settings) {
    ProviderSettings<ScheduleProvider> shape =
        ProviderSettings.read(settings, KEY, Schedules.registry());
    Optional<Double> scale =
        !shape.provider().leadsToNext() && settings.has(KEY + ".scale")
            ? Optional.of(settings.positive(KEY + ".scale"))
            : Optional.empty();
    Optional<Length> length =
        settings.has(KEY + ".length")
            ? Optional.of(settings.made(KEY + ".length", Length::of))
            : Optional.empty();
    SchedulePhase phase = new SchedulePhase(length, shape, scale);
    phase.over(1, each -> 1);
    return phase;
  }

  /** Whether it rises to where the phase behind it begins. */
  boolean leadsToNext() {
    return shape.provider().leadsToNext();
  }

  /**
   * Its factors.
   *
   * @param steps its number of steps
   * @param counted the steps of a length
   */
  Schedule over(int steps, ToIntFunction<Length> counted) {
    Span span = new Span(steps, counted);
    Schedule schedule = shape.make((provider, values) -> provider.create(values, span));
    return scale.map(factor -> schedule.times(step -> factor)).orElse(schedule);
  }
}

package treecast.config;

import java.util.Optional;
import java.util.function.ToIntFunction;
import treecast.optim.PhaseLength;
import treecast.optim.Schedule;
import treecast.optim.ScheduleProvider;
import treecast.optim.Schedules;
import treecast.optim.Span;

/**
 * Phase of a learning rate schedule: its name, or an object of its name and its settings.
 *
 * @param length its length; the last phase may end with the training instead
 * @param shape provider of its schedule, with settings
 * @param scale factor of the whole phase
 */
record SchedulePhase(
    Optional<PhaseLength> length,
    ProviderSettings<ScheduleProvider> shape,
    Optional<Double> scale) {
  static final String KEY = "schedule";

  /**
   * Reads a phase, and checks it by making a schedule of one step.
   *
   * @throws SettingsException if a value is invalid
   */
  static SchedulePhase read(Settings settings) {
    ProviderSettings<ScheduleProvider> shape =
        ProviderSettings.read(settings, KEY, Schedules.registry());
    Optional<Double> scale =
        !shape.provider().leadsToNext() && settings.has(KEY + ".scale")
            ? Optional.of(settings.positive(KEY + ".scale"))
            : Optional.empty();
    Optional<PhaseLength> length =
        settings.has(KEY + ".length")
            ? Optional.of(settings.made(KEY + ".length", PhaseLength::of))
            : Optional.empty();
    SchedulePhase phase = new SchedulePhase(length, shape, scale);
    phase.over(1, each -> 1);
    return phase;
  }

  /** Whether the phase rises to the beginning of the next one, as a warm-up does. */
  boolean leadsToNext() {
    return shape.provider().leadsToNext();
  }

  /**
   * Schedule of the phase.
   *
   * @param steps number of steps
   * @param counted converts a length to steps
   */
  Schedule over(int steps, ToIntFunction<PhaseLength> counted) {
    Span span = new Span(steps, counted);
    Schedule schedule = shape.make((provider, values) -> provider.create(values, span));
    return scale.map(factor -> schedule.times(step -> factor)).orElse(schedule);
  }
}

package treecast.optim;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import treecast.extension.Registry;
import treecast.extension.Setting;
import treecast.extension.SettingValues;

/** Table of the learning rate schedules, by name. Plans, messages and tests use these names. */
public final class Schedules {
  private static final Setting<Double> FACTOR =
      Setting.number("factor", "a number above 0, up to 1", Double.MIN_VALUE, 1, 0.1);
  private static final Setting<Double> FLOOR =
      Setting.number("floor", "a number from 0 to 1", 0, 1, 0);
  private static final Setting<Double> POWER = Setting.positive("power", 1);
  private static final Setting<PhaseLength> EVERY =
      Setting.optional(
          "every", PhaseLength.class, "a length such as 200 steps or 1.5 epochs", PhaseLength::of);
  private static final Setting<List<PhaseLength>> AT =
      Setting.optionalList(
          "at", "lengths such as [3 epochs, 6 epochs], or every instead", PhaseLength::of);

  private static final List<ScheduleProvider> BUILT_IN =
      List.of(
          new BuiltIn("constant", List.of(), (values, span) -> Schedule.constant(), false),
          new BuiltIn("step", List.of(FACTOR, EVERY, AT), Schedules::step, false),
          new BuiltIn(
              "exponential",
              List.of(FACTOR),
              (values, span) -> Schedule.exponential(span.steps(), values.get(FACTOR)),
              false),
          new BuiltIn(
              "cosine",
              List.of(FLOOR),
              (values, span) -> Schedule.cosine(span.steps(), values.get(FLOOR)),
              false),
          new BuiltIn(
              "polynomial",
              List.of(FLOOR, POWER),
              (values, span) ->
                  Schedule.polynomial(span.steps(), values.get(POWER), values.get(FLOOR)),
              false),
          new BuiltIn("warm-up", List.of(), (values, span) -> Schedule.rising(span.steps()), true));

  private Schedules() {}

  /** Registry of all schedules, Treecast's own and others. */
  public static Registry<ScheduleProvider> registry() {
    return Registry.of("schedule", ScheduleProvider.class, BUILT_IN);
  }

  private static Schedule step(SettingValues values, Span span) {
    double factor = values.get(FACTOR);
    Optional<List<PhaseLength>> at = values.find(AT);
    if (at.isEmpty()) {
      return Schedule.stepwise(span.steps(values.get(EVERY)), factor);
    }
    if (values.find(EVERY).isPresent()) {
      throw new IllegalArgumentException("at: expected " + AT.expected() + ", found both");
    }
    return Schedule.milestones(at.get().stream().map(span::steps).toList(), factor);
  }

  private record BuiltIn(
      String name,
      List<Setting<?>> settings,
      BiFunction<SettingValues, Span, Schedule> maker,
      boolean leadsToNext)
      implements ScheduleProvider {

    @Override
    public Schedule create(SettingValues values, Span span) {
      return maker.apply(values, span);
    }
  }
}

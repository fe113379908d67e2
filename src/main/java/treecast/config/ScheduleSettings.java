package treecast.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import treecast.optim.PhaseLength;
import treecast.optim.Schedule;

/**
 * Settings of the learning rate schedule: one phase, or a list of consecutive phases. Each phase
 * begins with the plan's rate, independent of the phase before it.
 */
record ScheduleSettings(List<SchedulePhase> phases) {

  static ScheduleSettings read(Settings settings) {
    List<Settings> elements =
        settings.elements(SchedulePhase.KEY, "a phase, or a list of one or more");
    if (elements.size() == 1) {
      return new ScheduleSettings(List.of(read(elements.get(0), true, settings)));
    }
    List<SchedulePhase> phases = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      try {
        phases.add(read(elements.get(i), i == elements.size() - 1, settings));
      } catch (SettingsException e) {
        throw e.about("schedule, phase " + (i + 1));
      }
    }
    return new ScheduleSettings(phases);
  }

  /**
   * Reads a phase. Only the last one may have no length, and a warm-up must not be the last one.
   */
  private static SchedulePhase read(Settings element, boolean last, Settings plan) {
    SchedulePhase phase = SchedulePhase.read(element);
    if (last && phase.leadsToNext()) {
      throw element.bad(SchedulePhase.KEY, "a phase behind the warm-up");
    }
    if (!last && phase.length().isEmpty()) {
      throw element.bad(SchedulePhase.KEY, "a length, as a phase follows");
    }
    if (element != plan) {
      element.refuseUnknown();
    }
    return phase;
  }

  /**
   * Learning rate schedule of a training.
   *
   * @param steps number of steps
   * @param rows number of training rows
   * @param batch batch size
   */
  Schedule schedule(int steps, int rows, int batch) {
    ToIntFunction<PhaseLength> counted =
        length -> (int) Math.min(Integer.MAX_VALUE, length.steps(rows, batch));
    int last = phases.size() - 1;
    long before = 0;
    for (SchedulePhase phase : phases.subList(0, last)) {
      before += counted.applyAsInt(phase.length().orElseThrow());
    }
    int rest = (int) Math.max(1, steps - before);
    SchedulePhase end = phases.get(last);
    Schedule schedule = end.over(end.length().map(counted::applyAsInt).orElse(rest), counted);
    for (int i = last - 1; i >= 0; i--) {
      SchedulePhase phase = phases.get(i);
      int length = counted.applyAsInt(phase.length().orElseThrow());
      schedule =
          phase.leadsToNext()
              ? phase.over(length, counted).leadingTo(length, schedule)
              : phase.over(length, counted).then(length, schedule);
    }
    return schedule;
  }
}

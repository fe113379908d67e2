package treecast.optim;

import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Provider of a phase of a learning rate schedule, named as in {@code schedule = { name = cosine,
 * floor = 0.1 }}. Providers outside of Treecast are listed in {@code
 * META-INF/services/treecast.optim.ScheduleProvider}. Every phase has the settings {@code length}
 * and {@code scale} besides its own.
 */
public interface ScheduleProvider extends Provider {

  /**
   * Creates the schedule of the phase, whose steps are counted from 0. It has to be serialisable.
   *
   * @param values values of this provider's settings
   * @param span length of the phase in steps
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  Schedule create(SettingValues values, Span span);

  /**
   * Whether the phase leads to the next one, as a warm-up: its factors are multiplied by the first
   * factor of the next phase, which has to exist. Such a phase has no {@code scale}.
   */
  default boolean leadsToNext() {
    return false;
  }
}

package treecast.optim;

import treecast.extension.Provider;
import treecast.extension.SettingValues;

/**
 * Makes a phase of a learning rate schedule that plans name, as in {@code schedule = { name =
 * cosine, floor = 0.1 }}. Those of others are listed in {@code
 * META-INF/services/treecast.optim.ScheduleProvider}. Every phase has the settings {@code length}
 * and {@code scale} besides its own.
 */
public interface ScheduleProvider extends Provider {

  /**
   * The factors of the phase's steps, counted from 0. It has to be serialisable.
   *
   * @param values of the settings that this provider declares
   * @param span how long the phase is
   * @throws IllegalArgumentException if a value cannot be used; the message begins with the name of
   *     its setting and a colon
   */
  Schedule create(SettingValues values, Span span);

  /**
   * Whether its factors are multiplied by the first factor of the phase behind it, which there has
   * to be. Such a phase has no {@code scale}.
   */
  default boolean leadsToNext() {
    return false;
  }
}

package treecast.config;

import java.util.Optional;

/**
 * When a training writes checkpoints. It changes no result.
 *
 * @param every how often; nothing for never
 * @param keep number of checkpoints that are kept
 */
public record CheckpointSettings(Optional<CheckpointInterval> every, int keep) {
  /** The key of a plan under which they stand. */
  public static final String KEY = "checkpoint";

  private static final String EVERY = KEY + ".every";
  private static final String KEEP = KEY + ".keep";

  static CheckpointSettings read(Settings settings) {
    if (settings.isWord(KEY, "none")) {
      return new CheckpointSettings(Optional.empty(), 0);
    }
    settings.section(KEY);
    CheckpointInterval every =
        settings.has(EVERY)
            ? settings.made(EVERY, CheckpointInterval::of)
            : CheckpointInterval.of(settings.format().usual().getString(EVERY));
    int keep =
        settings.has(KEEP)
            ? settings.integer(KEEP, 1, Integer.MAX_VALUE)
            : settings.format().usual().getInt(KEEP);
    return new CheckpointSettings(Optional.of(every), keep);
  }
}

package treecast.config;

import treecast.data.MinibatchSampling;

/**
 * Batch size, number of shards and sampling, before the number of rows is known.
 *
 * @param size rows of a minibatch over all shards, 0 for the default size
 * @param shards number of shards, 0 for the default number
 */
public record BatchSettings(int size, int shards, MinibatchSampling sampling) {

  /**
   * Reads {@code batch}, {@code shards} and {@code sampling}.
   *
   * @throws SettingsException if one cannot be used
   */
  static BatchSettings read(Settings settings) {
    return new BatchSettings(
        settings.isWord("batch", RowDefaults.WORD)
            ? 0
            : settings.integer("batch", 1, Integer.MAX_VALUE),
        RowDefaults.isLeft(settings, "shards") ? 0 : settings.integer("shards", 1, 1 << 20),
        settings.oneOf("sampling", MinibatchSampling.values(), MinibatchSampling::key));
  }

  /**
   * Refuses a batch size that leaves a shard fewer rows than it needs.
   *
   * @param rowsOfShard number of rows that batch norm needs, or 1
   */
  void requireRowsForEveryShard(Settings settings, int rowsOfShard) {
    if (size > 0 && size < (long) Math.max(1, shards) * rowsOfShard) {
      String each = shards > 1 ? " for each of the %d shards".formatted(shards) : "";
      throw settings.bad(
          "batch",
          rowsOfShard > 1
              ? "%d rows%s, as batch norm needs, or more".formatted(rowsOfShard, each)
              : "a row%s, or more".formatted(each));
    }
  }
}

package treecast.config;

import com.typesafe.config.Config;
import treecast.data.MinibatchSampling;

/**
 * Batch size, number of shards and sampling, before the number of rows is known.
 *
 * @param wanted rows of a minibatch over all shards, 0 for the default size
 * @param shards number of shards
 * @param rowsOfShard number of rows that every shard has to draw: two if batch norm needs them
 * @param defaults limits of the default size, as the plan's format has them
 */
public record BatchSettings(
    int wanted, int shards, MinibatchSampling sampling, int rowsOfShard, Config defaults) {

  /**
   * Reads {@code batch}, {@code shards} and {@code sampling}.
   *
   * @throws SettingsException if one cannot be used
   */
  static BatchSettings read(Settings settings, boolean batchNorm) {
    return new BatchSettings(
        settings.isWord("batch", "default") ? 0 : settings.integer("batch", 1, Integer.MAX_VALUE),
        settings.integer("shards", 1, 1 << 20),
        settings.oneOf("sampling", MinibatchSampling.values(), MinibatchSampling::key),
        batchNorm ? 2 : 1,
        settings.format().usual().getConfig("batch"));
  }

  /**
   * Batch size for a number of training rows. The default is the maximum of the plan's format or,
   * for fewer rows, the largest power of two that gives an epoch the number of steps of the format.
   */
  int size(int rows) {
    if (wanted > 0) {
      return wanted;
    }
    int max = Math.max(1, Math.min(defaults.getInt("most"), rows / defaults.getInt("steps")));
    return Math.max(Integer.highestOneBit(max), shards * rowsOfShard);
  }

  /** Refuses a batch size that leaves a shard fewer rows than it needs. */
  void requireRowsForEveryShard(Settings settings) {
    if (wanted > 0 && wanted < (long) shards * rowsOfShard) {
      throw settings.bad(
          "batch",
          rowsOfShard > 1
              ? "two rows for each of the " + shards + " shards, as batch norm needs, or more"
              : "a row for each of the " + shards + " shards, or more");
    }
  }
}

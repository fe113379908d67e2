package treecast.config;

import com.typesafe.config.Config;

/**
 * Default settings that depend on the number of training rows, and on nothing else. They are
 * constants of the plan's format.
 *
 * @param usual the format's constants for the kind of network
 */
record RowDefaults(Config usual) {
  /** Word that stands for a default that depends on the rows. */
  static final String WORD = "default";

  private static final String BY_ROWS = "byRows";
  private static final String MANY = BY_ROWS + ".many";

  /**
   * Defaults of a format.
   *
   * @param convolutional whether the network has convolutions
   */
  static RowDefaults of(PlanFormat format, boolean convolutional) {
    Config usual = format.usual();
    String own = "kinds.conv";
    return new RowDefaults(
        convolutional && usual.hasPath(own) ? usual.getConfig(own).withFallback(usual) : usual);
  }

  /** Whether a setting is left to the rows, which plans of the first format cannot do. */
  static boolean isLeft(Settings settings, String key) {
    return settings.format().usual().hasPath(BY_ROWS) && settings.isWord(key, WORD);
  }

  /** Number of rows of a minibatch that each shard has where there is batch norm. */
  int batchNormRows() {
    return usual.getInt("batchNorm.rows");
  }

  /**
   * Number of shards: one where rows are few, else the format's number or, with a small batch, a
   * smaller power of two that leaves each shard the rows that batch norm needs.
   *
   * @param batch batch size, or 0 for the default one
   */
  int shards(int rows, int batch) {
    if (rows < usual.getInt(BY_ROWS + ".few")) {
      return 1;
    }
    int most = usual.getInt(BY_ROWS + ".shards");
    return batch == 0
        ? most
        : Math.min(most, Integer.highestOneBit(Math.max(1, batch / batchNormRows())));
  }

  /**
   * Batch size: the format's maximum or, for fewer rows, the largest power of two that gives an
   * epoch the format's number of steps; but not below the format's minimum, nor below what the
   * shards need.
   *
   * @param ofShards number of rows that all shards need together
   */
  int batch(int rows, int ofShards) {
    Config batch = usual.getConfig("batch");
    int max = Math.max(1, Math.min(batch.getInt("most"), rows / batch.getInt("steps")));
    int size = Math.max(Math.max(Integer.highestOneBit(max), batch.getInt("least")), ofShards);
    return usual.hasPath(BY_ROWS) ? Math.min(size, rows) : size;
  }

  /** Probability of dropout: the fewer rows, the higher. */
  double dropout(int rows) {
    return usual.getConfigList(BY_ROWS + ".dropout").stream()
        .filter(some -> rows < some.getInt("below"))
        .findFirst()
        .map(some -> some.getDouble("share"))
        .orElse(0.0);
  }

  /** Lambda of weight decay: that of many rows, or none. */
  double weightDecay(int rows) {
    return areMany(rows) ? usual.getDouble(MANY + ".weightDecay") : 0;
  }

  /**
   * Number of epochs: as many as take the format's number of steps, or the format's minimum, which
   * is another one where rows are many.
   */
  int epochs(int rows, int batch) {
    long steps = usual.getLong(BY_ROWS + ".steps");
    int least = usual.getInt((areMany(rows) ? MANY : BY_ROWS) + ".epochs");
    return Math.max(least, Math.toIntExact((steps * batch + rows - 1) / rows));
  }

  private boolean areMany(int rows) {
    return usual.hasPath(MANY) && rows >= usual.getInt(MANY + ".from");
  }
}

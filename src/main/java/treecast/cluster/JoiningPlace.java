package treecast.cluster;

import java.util.Locale;
import org.apache.spark.SparkConf;

/**
 * Place where the gradient sums of several executors are joined. No bit depends on it.
 *
 * <p>The driver receives one array from each executor; joined by the executors it receives one in
 * all, for a second stage in every step. That pays where the arrays that are saved take longer than
 * a stage.
 */
enum JoiningPlace {
  DRIVER,
  EXECUTORS;

  /** Spark's property that names the place, or leaves it to the sizes. */
  static final String SETTING = "spark.treecast.sums";

  private static final String AUTO = "auto";

  /** About what crosses a link of 1 Gbit/s while Spark runs a stage of some milliseconds. */
  private static final long LEAST_BYTES = 4 << 20;

  /**
   * The place of a step.
   *
   * @param executors number of executors that have sums
   * @param bytes size of the sum of one
   * @throws IllegalArgumentException if the property has another value
   */
  static JoiningPlace of(SparkConf conf, int executors, long bytes) {
    String wanted = conf.get(SETTING, AUTO);
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case AUTO -> (executors - 1) * bytes >= LEAST_BYTES ? EXECUTORS : DRIVER;
      case "driver" -> DRIVER;
      case "executors" -> EXECUTORS;
      default ->
          throw new IllegalArgumentException(
              "%s: expected auto, driver or executors, found %s".formatted(SETTING, wanted));
    };
  }

  /** Its name in a summary. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}

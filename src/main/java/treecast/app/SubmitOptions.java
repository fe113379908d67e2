package treecast.app;

import org.apache.spark.SparkConf;
import picocli.CommandLine.Option;

/**
 * Flags of spark-submit, which mean here what they mean there. {@code scripts/treecast} hands those
 * that look right to spark-submit, wherever they stand; what comes here is wrong, or stands behind
 * the jar of a spark-submit that somebody called himself.
 */
final class SubmitOptions {
  private static final String SIZE = "[1-9]\\d*([kKmMgGtT][bB]?)?";
  private static final String NUMBER = "[1-9]\\d{0,8}";
  private static final String SIZE_WORDS = "a size such as 8g or 512m";
  private static final String NUMBER_WORDS = "a whole number from 1";
  private static final String CLIENT_WORDS =
      "client, or cluster in front of spark-submit's jar with a --master that is one";

  @Option(
      names = "--driver-memory",
      paramLabel = "SIZE",
      description = "Heap of the driver's JVM, such as 8g; with a local master tasks share it.")
  private String driverMemory;

  @Option(
      names = "--executor-memory",
      paramLabel = "SIZE",
      description = "Heap of each executor's JVM on a cluster.")
  private String executorMemory;

  @Option(
      names = "--executor-cores",
      paramLabel = "N",
      description = "Tasks that an executor runs at once.")
  private String executorCores;

  @Option(
      names = "--num-executors",
      paramLabel = "N",
      description = "Executors to begin with, on YARN and Kubernetes.")
  private String executors;

  @Option(
      names = "--jars",
      paramLabel = "JAR,...",
      description = "Jars for the class paths of driver and executors, such as a file system's.")
  private String jars;

  @Option(
      names = "--deploy-mode",
      paramLabel = "MODE",
      description = "Where the driver runs: client, which is here, or cluster.")
  private String deployMode;

  /**
   * Sets what a driver that runs already can still set.
   *
   * @throws SettingsException if a value is wrong, or comes too late
   */
  void set(SparkConf conf) {
    require("--driver-memory", driverMemory, SIZE, SIZE_WORDS);
    require("--executor-memory", executorMemory, SIZE, SIZE_WORDS);
    require("--executor-cores", executorCores, NUMBER, NUMBER_WORDS);
    require("--num-executors", executors, NUMBER, NUMBER_WORDS);
    require("--jars", jars, ".+", "files or URIs with commas between them");
    require("--deploy-mode", deployMode, "client", CLIENT_WORDS);
    refuse("--driver-memory", driverMemory);
    refuse("--jars", jars);
    set(conf, "spark.executor.memory", executorMemory);
    set(conf, "spark.executor.cores", executorCores);
    set(conf, "spark.executor.instances", executors);
  }

  private static void set(SparkConf conf, String key, String value) {
    if (value != null) {
      conf.set(key, value);
    }
  }

  private static void require(String flag, String value, String pattern, String expected) {
    if (value != null && !value.matches(pattern)) {
      throw new SettingsException("%s: expected %s, found '%s'".formatted(flag, expected, value));
    }
  }

  private static void refuse(String flag, String value) {
    if (value != null) {
      throw new SettingsException(
          "%s: expected it in front of spark-submit's jar, found it behind (scripts/treecast takes it anywhere)"
              .formatted(flag));
    }
  }
}

package treecast.app;

import treecast.config.SettingsException;

/**
 * The Java and the Spark that a command runs on. Jobs are submitted through internals of Spark
 * ({@code SparkContext.submitJob}, local properties), so another one may start and fail much later.
 */
final class Platform {
  private static final int FIRST_JAVA = 17;

  /** Hadoop's login, which Spark calls, asks Java for something that it refuses from 23 on. */
  private static final int LAST_JAVA = 22;

  private static final String JAVA = "expected Java 17 or 21";
  private static final String SPARK = "expected Spark 4.0 or 4.1";

  private Platform() {}

  /**
   * Refuses what cannot work.
   *
   * @throws SettingsException if Java or Spark is of such a version
   */
  static void require() {
    require(Runtime.version().feature(), spark());
  }

  /** The same of versions that are given. */
  static void require(int java, String spark) {
    if (java < FIRST_JAVA || java > LAST_JAVA) {
      throw new SettingsException(
          "%s, found %d in %s (JAVA_HOME names another)"
              .formatted(JAVA, java, System.getProperty("java.home")));
    }
    if (!spark.startsWith("4.")) {
      throw new SettingsException(
          "%s, found %s (SPARK_HOME names another; without it scripts/treecast has its own)"
              .formatted(SPARK, spark));
    }
  }

  /** What was expected and what is there, for a failure that may come from it. */
  static String describe() {
    return "%s, found %s".formatted(SPARK, spark());
  }

  private static String spark() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }
}

package treecast.app;

import treecast.config.SettingsException;

/**
 * Versions of Java and Spark that are supported. Jobs are submitted through internals of Spark
 * ({@code SparkContext.submitJob}, local properties), so another version might start and fail much
 * later.
 */
final class Platform {
  private static final int FIRST_JAVA = 17;

  /**
   * Last supported version: Hadoop's login, which Spark calls, uses a method that Java refuses from
   * 23 on.
   */
  private static final int LAST_JAVA = 22;

  private static final String JAVA = "expected Java 17 or 21";
  private static final String SPARK = "expected Spark 4.0 or 4.1";

  private Platform() {}

  /**
   * Checks the versions.
   *
   * @throws SettingsException if Java or Spark has a version that is not supported
   */
  static void require() {
    require(Runtime.version().feature(), spark());
  }

  /** Checks given versions. */
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

  /** Supported and actual version of Spark, for the message of a failure that may be due to it. */
  static String describe() {
    return "%s, found %s".formatted(SPARK, spark());
  }

  private static String spark() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }
}

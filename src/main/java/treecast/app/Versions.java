package treecast.app;

import java.util.Map;

/** The versions that a run records. */
final class Versions {
  /** This product's. */
  static final String TREECAST = "0.1.0";

  private Versions() {}

  /** Each version under the name it has in {@code summary.json}. */
  static Map<String, String> all() {
    return Map.of(
        "treecastVersion",
        TREECAST,
        "sparkVersion",
        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        "javaVersion",
        Runtime.version().toString());
  }
}

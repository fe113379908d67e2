package treecast.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Versions of Treecast, Spark and Java, as a run records them. */
public final class Versions {
  /** Version of Treecast, which the build copies from {@code pom.xml}. */
  public static final String TREECAST = read("/treecast/version.txt");

  private Versions() {}

  /** Versions by their keys in {@code summary.json}. */
  static Map<String, String> all() {
    return Map.of(
        "treecastVersion",
        TREECAST,
        "sparkVersion",
        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        "javaVersion",
        Runtime.version().toString());
  }

  private static String read(String resource) {
    try (InputStream in = Versions.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

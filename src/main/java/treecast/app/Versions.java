package treecast.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.IVersionProvider;

/** The versions that a run records, and what {@code --version} prints. */
final class Versions implements IVersionProvider {
  /** This product's, which the build copies from {@code pom.xml}. */
  static final String TREECAST = read("/treecast/version.txt");

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

  @Override
  public String[] getVersion() {
    return new String[] {"treecast " + TREECAST};
  }

  private static String read(String resource) {
    try (InputStream in = Versions.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

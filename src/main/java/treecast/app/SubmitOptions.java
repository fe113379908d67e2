package treecast.app;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Option;
import treecast.config.SettingsException;

/**
 * Flags of spark-submit, which mean here what they mean there. {@code scripts/treecast} hands those
 * that look right to spark-submit, wherever they stand; what comes here is wrong, or stands behind
 * the jar of a spark-submit that somebody called himself.
 */
final class SubmitOptions {
  private static final Pattern SIZE =
      Pattern.compile("([1-9]\\d{0,8})(?:([kmgt])b?)?", Pattern.CASE_INSENSITIVE);

  /** Units of sizes, each 1,024 of the one before; MiB where there is none. */
  private static final String UNITS = "kmgt";

  /** In KiB; less Spark refuses. */
  private static final long MIN_HEAP = 450L << 10;

  /** In KiB; more no JVM takes. */
  private static final long MAX_HEAP = 16L << 30;

  private static final String NUMBER = "[1-9]\\d{0,8}";
  private static final String SIZE_WORDS = "a size such as 8g or 512m";
  private static final String HEAP_WORDS = "a size from 450m to 16t, such as 8g";
  private static final String JARS_WORDS = "jars that are there, with commas between them";
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
    require("--driver-memory", driverMemory, SubmitOptions::isHeap, HEAP_WORDS);
    require("--executor-memory", executorMemory, text -> kibibytes(text) > 0, SIZE_WORDS);
    require("--executor-cores", executorCores, text -> text.matches(NUMBER), NUMBER_WORDS);
    require("--num-executors", executors, text -> text.matches(NUMBER), NUMBER_WORDS);
    require("--jars", jars, SubmitOptions::areThere, JARS_WORDS);
    require("--deploy-mode", deployMode, "client"::equals, CLIENT_WORDS);
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

  /**
   * Refuses jars of a local disk that are not there: Spark would warn of them and go on.
   *
   * @throws SettingsException if one is missing
   */
  static void requireJars(SparkConf conf) {
    if (conf.get("spark.submit.deployMode", "client").equals("client")) {
      for (String jar : conf.get("spark.jars", "").split(",", -1)) {
        require("--jars", jar, one -> one.isEmpty() || areThere(one), JARS_WORDS);
      }
    }
  }

  private static boolean areThere(String jars) {
    return Stream.of(jars.split(",", -1)).allMatch(SubmitOptions::isThere);
  }

  /** Whether a file is there; of one on another machine Spark will see. */
  private static boolean isThere(String jar) {
    try {
      URI uri = new URI(jar);
      boolean local = uri.getScheme() == null || uri.getScheme().equals("file");
      return !local || (uri.getPath() != null && new File(uri.getPath()).isFile());
    } catch (URISyntaxException e) {
      return new File(jar).isFile();
    }
  }

  private static boolean isHeap(String size) {
    return kibibytes(size) >= MIN_HEAP && kibibytes(size) <= MAX_HEAP;
  }

  /** KiB of a size, or 0 of what is none. */
  private static long kibibytes(String size) {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      return 0;
    }
    String unit = matcher.group(2) == null ? "m" : matcher.group(2).toLowerCase(Locale.ROOT);
    return Long.parseLong(matcher.group(1)) << (10 * UNITS.indexOf(unit));
  }

  private static void require(String flag, String value, Predicate<String> good, String expected) {
    if (value != null && !good.test(value)) {
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

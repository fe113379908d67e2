package treecast.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import treecast.config.SettingsException;
import treecast.data.Retry;
import treecast.data.Storage;

/**
 * The settings of Spark, and with them Hadoop's: those that spark-submit and {@code
 * spark-defaults.conf} hand over, under those of {@code --conf}.
 */
final class ConfOptions {
  private static final String KEY = "spark\\.\\S+";

  /** What takes effect only while the driver's JVM is started, or is resolved before it. */
  private static final Set<String> BEFORE_START =
      Set.of(
          "spark.driver.memory",
          "spark.driver.defaultJavaOptions",
          "spark.driver.extraJavaOptions",
          "spark.driver.extraClassPath",
          "spark.driver.extraLibraryPath",
          "spark.driver.userClassPathFirst",
          "spark.jars",
          "spark.jars.packages",
          "spark.submit.deployMode");

  @Mixin private SubmitOptions submit;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description =
          "Sets one of Spark's own settings, as with spark-submit; spark.hadoop.KEY is Hadoop's KEY,"
              + " such as credentials of a file system. It wins over spark-defaults.conf.")
  private final List<String> assignments = new ArrayList<>();

  /**
   * Spark's settings.
   *
   * @throws SettingsException if one is none of Spark's, or comes too late, if a jar is missing, or
   *     if Java or Spark is of a version that cannot work
   */
  SparkConf spark() {
    Platform.require();
    SparkConf conf = new SparkConf();
    submit.set(conf);
    assignments.forEach(assignment -> set(conf, assignment));
    SubmitOptions.requireJars(conf);
    return conf;
  }

  /** What a flag says of a setting. */
  Optional<String> given(String key) {
    SparkConf flags = new SparkConf(false);
    assignments.forEach(assignment -> set(flags, assignment));
    return flags.contains(key) ? Optional.of(flags.get(key)) : Optional.empty();
  }

  /** The file systems that those settings give, before Spark starts and behind it. */
  Storage storage() {
    return new Storage(
        SparkHadoopUtil.get().newConfiguration(spark()),
        Retry.telling(line -> System.err.println("treecast: " + line)));
  }

  private static void set(SparkConf conf, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SettingsException(
          "--conf: expected key=value, found %s (--config names the file of a plan)"
              .formatted(assignment));
    }
    conf.set(required(assignment.substring(0, equals)), assignment.substring(equals + 1));
  }

  private static String required(String key) {
    if (!key.matches(KEY)) {
      throw new SettingsException(
          "--conf: expected a key of Spark, which begins with spark., found %s (--set sets values of a plan)"
              .formatted(key));
    }
    if (BEFORE_START.contains(key)) {
      throw new SettingsException(
          "--conf: expected a setting that a running driver can take, found %s (spark-submit takes it"
                  .formatted(key)
              + " in front of the jar, scripts/treecast anywhere)");
    }
    return key;
  }
}

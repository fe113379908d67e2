package treecast.app;

import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import picocli.CommandLine.Option;

/** Where Spark runs, and in how many tasks. */
final class SparkOptions {
  private static final Pattern MASTER =
      Pattern.compile(
          "local(\\[(\\*|[1-9]\\d{0,3})(,[1-9]\\d{0,3})?])?"
              + "|local-cluster\\[[1-9]\\d{0,3},[1-9]\\d{0,3},[1-9]\\d{0,8}]"
              + "|spark://[^\\s,/]+:\\d{1,5}(,[^\\s,/]+:\\d{1,5})*|yarn|k8s://\\S+");

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master; by default what spark-submit says, else local[*].")
  private String master;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Tasks of a step, 1 to the number of shards; by default the largest power of two that"
              + " cores and shards allow. Of experiments: tasks that the trainings are dealt to.")
  private Integer partitions;

  /**
   * Refuses what can be refused before Spark starts.
   *
   * @param shards the plan's number of shards
   */
  void validate(int shards) {
    validate(shards, "shards");
  }

  /**
   * The same where something else is dealt.
   *
   * @param most the greatest number of partitions
   * @param what there are so many of
   */
  void validate(int most, String what) {
    if (master != null && !MASTER.matcher(master).matches()) {
      throw new SettingsException(
          "--master: expected local, local[N], local[*], spark://HOST:PORT, yarn or k8s://URL,"
              + " found "
              + master);
    }
    if (partitions != null && (partitions < 1 || partitions > most)) {
      throw new SettingsException(
          "--partitions: expected a number from 1 to the number of %s, %d, found %d"
              .formatted(what, most, partitions));
    }
  }

  /** Starts Spark, or finds it started. */
  SparkContext start(String name) {
    return start(name, new SparkConf());
  }

  /** The same, where jobs that run at once share the cores fairly. */
  SparkContext startShared(String name) {
    return start(name, new SparkConf().set("spark.scheduler.mode", "FAIR"));
  }

  private SparkContext start(String name, SparkConf conf) {
    conf.setAppName("treecast " + name);
    if (master != null) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.log.level", "WARN");
    return SparkContext.getOrCreate(conf);
  }

  /** Number of tasks that whole trainings are dealt to: by default each is one. */
  int tasks(int trainings) {
    return partitions != null ? partitions : trainings;
  }

  /** Number of tasks of a step. */
  int partitions(SparkContext spark, int shards) {
    return partitions != null
        ? partitions
        : Integer.highestOneBit(Math.max(1, Math.min(shards, spark.defaultParallelism())));
  }
}

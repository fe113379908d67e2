package treecast.app;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import treecast.cluster.MasterCores;
import treecast.cluster.SparkTasks;
import treecast.config.BatchSettings;
import treecast.config.SettingsException;
import treecast.data.Storage;
import treecast.data.TaskRunner;
import treecast.workflow.CommandSpark;
import treecast.workflow.SparkProvider;

/** Where Spark runs, and in how many partitions its rows are. */
public final class SparkOptions implements SparkProvider {
  private static final String SPARK_MASTER = "spark.master";
  private static final String LOCAL = "local[*]";
  private static final String SPARK_NAME = "spark.app.name";
  private static final String MARK = "spark.treecast.started";
  private static final Pattern MASTER =
      Pattern.compile(
          "local(\\[(\\*|[1-9]\\d{0,3})(,[1-9]\\d{0,3})?])?"
              + "|local-cluster\\[[1-9]\\d{0,3},[1-9]\\d{0,3},[1-9]\\d{0,8}]"
              + "|spark://[^\\s,/]+:\\d{1,5}(,[^\\s,/]+:\\d{1,5})*|yarn|k8s://\\S+");

  @Mixin private ConfOptions conf;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master; by default what spark-submit says, else local[*].")
  private String master;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Partitions in which rows are read and cached, 1 to the number of shards. With a local"
              + " master a thread computes one at a time, and by default they are the largest power"
              + " of two that cores and shards allow. On a cluster a step has a task for each executor, and"
              + " by default each shard is a partition. Of experiments: tasks that the trainings are"
              + " dealt to. Of predict: not used. No result depends on it.")
  private Integer partitions;

  /** Spark if it has been started to examine the data. */
  private CommandSpark early;

  /**
   * Refuses what can be refused before Spark starts.
   *
   * @param shards the plan's number of shards
   */
  public void validate(int shards) {
    validate(shards, "shards");
  }

  /**
   * The same where the number of shards may depend on the data: then any number of partitions will
   * do.
   */
  void validate(BatchSettings batches) {
    validate(batches.shards() == 0 ? Integer.MAX_VALUE : batches.shards());
  }

  @Override
  public void validate(int max, String what) {
    String wanted = master != null ? master : conf.given(SPARK_MASTER).orElse(null);
    if (wanted != null && !MASTER.matcher(wanted).matches()) {
      throw new SettingsException(
          "--master: expected local, local[N], local[*], spark://HOST:PORT, yarn or k8s://URL,"
              + " found "
              + wanted);
    }
    if (partitions != null && (partitions < 1 || partitions > max)) {
      throw new SettingsException(
          "--partitions: expected a number from 1 to the number of %s, %d, found %d"
              .formatted(what, max, partitions));
    }
  }

  /** What files are opened through, by executors too. */
  Storage storage() {
    return conf.storage();
  }

  @Override
  public CommandSpark start(String name) {
    return start(name, conf.spark());
  }

  @Override
  public CommandSpark startShared(String name) {
    return start(name, conf.spark().setIfMissing("spark.scheduler.mode", "FAIR"));
  }

  @Override
  public TaskRunner rowTasks(String name) {
    return runsHere() ? TaskRunner.onThreads() : new EarlyTasks(name);
  }

  @Override
  public boolean runsHere() {
    return isLocal(wanted());
  }

  /** Number of cores of the master, if its name tells it. */
  OptionalInt knownCores() {
    return MasterCores.of(wanted());
  }

  private String wanted() {
    return master != null ? master : conf.spark().get(SPARK_MASTER, LOCAL);
  }

  /** Tasks of executors, for which Spark is started before the command itself needs it. */
  private final class EarlyTasks implements TaskRunner {
    private final String name;

    EarlyTasks(String name) {
      this.name = name;
    }

    @Override
    public <A extends Serializable, B extends Serializable> List<B> map(
        List<A> inputs, Task<A, B> task) {
      if (early == null) {
        early = startShared(name);
      }
      boolean done = false;
      try {
        List<B> results = new SparkTasks(early.context()).map(inputs, task);
        done = true;
        return results;
      } finally {
        if (!done) {
          early.close();
          early = null;
        }
      }
    }
  }

  private CommandSpark taken() {
    CommandSpark started = early;
    early = null;
    return started;
  }

  private static boolean isLocal(String master) {
    return master.matches("local(\\[.*)?");
  }

  /** Sets what nobody has said of Spark. */
  private static void complete(SparkConf conf) {
    conf.setIfMissing(SPARK_MASTER, LOCAL);
    conf.setIfMissing("spark.log.level", "WARN");
    // The sums of a step are one array; whether the driver has room for it is known beforehand.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    if (isLocal(conf.get(SPARK_MASTER))) {
      // A task whose memory runs out would end this process, with a code and words of Spark's own.
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
  }

  private CommandSpark start(String name, SparkConf conf) {
    if (early != null) {
      return taken();
    }
    // Where nobody names it, spark-submit calls an application by its class.
    if (conf.get(SPARK_NAME, Main.class.getName()).equals(Main.class.getName())) {
      conf.setAppName("treecast " + name);
    }
    if (master != null) {
      conf.setMaster(master);
    }
    complete(conf);
    try {
      // Only a context that was started with these settings has this mark.
      String mark = UUID.randomUUID().toString();
      SparkContext spark = SparkContext.getOrCreate(conf.set(MARK, mark));
      return CommandSpark.of(spark, spark.getConf().get(MARK, "").equals(mark));
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new SettingsException("Spark refuses its settings: " + why, e);
    } catch (NullPointerException e) {
      // Spark stops itself while it starts where no master of a cluster has answered.
      throw new IllegalStateException("no answer from " + conf.get(SPARK_MASTER), e);
    }
  }

  @Override
  public int tasks(int trainings) {
    return partitions != null ? partitions : trainings;
  }

  @Override
  public int partitions(SparkContext spark, int shards) {
    if (partitions != null) {
      return Math.min(partitions, shards);
    }
    // On a cluster a step has one task for each executor: small partitions go where there are
    // cores.
    return spark.isLocal()
        ? Integer.highestOneBit(Math.max(1, Math.min(shards, spark.defaultParallelism())))
        : shards;
  }
}

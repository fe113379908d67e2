package treecast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import treecast.app.ChapterSearch;
import treecast.cluster.PackedTrials;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.search.Ledger;
import treecast.search.ProposalResults;
import treecast.search.ProposedTrial;
import treecast.search.TrialOutput;
import treecast.training.Engine;
import treecast.training.LocalEngine;
import treecast.training.TrialRunner;

/**
 * Times packed trials in a JVM that is hot, on Spark's {@code local[2]}: ten of the network that
 * MLlib's selection trains too; and many of ten units with their ledger, from whose time the same
 * trials' computing in one thread is taken away: what is left is what a trial costs beside it.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, what {@code --data} says,
 * an empty folder for ledgers. Spark's settings come as system properties.
 */
public final class WarmTrials {
  private static final int WARM = 3;

  private final SparkContext spark;
  private final String data;

  private WarmTrials(SparkContext spark, String data) {
    this.spark = spark;
    this.data = data;
  }

  /** Measures both. */
  public static void main(String[] args) throws IOException {
    Measurements measurements = new Measurements(Path.of(args[0]));
    Path folder = Path.of(args[3]);
    int many = args[1].equals("quick") ? 200 : 1000;
    SparkConf conf = new SparkConf().setAppName("treecast bench").setMaster("local[2]");
    SparkContext spark = SparkContext.getOrCreate(conf);
    try {
      WarmTrials warm = new WarmTrials(spark, args[2]);
      measurements.add("sweep", "ten trials, hot", "s", warm.ten());
      double overhead = warm.overhead(many, folder.resolve("many").toString());
      measurements.add("sweep", "a small trial beyond its computing", "ms", 1e3 * overhead);
    } finally {
      spark.stop();
    }
  }

  private double ten() {
    ChapterSearch search =
        new ChapterSearch(data, List.of("trials=10", "network.hidden=[100,100,100,100]"));
    List<ProposedTrial> trials = search.trials();
    double seconds = Double.NaN;
    try (TrialRunner packed = PackedTrials.withoutTest(spark, search.data())) {
      for (int i = 0; i <= WARM; i++) {
        long start = System.nanoTime();
        run(packed, trials, finished -> {});
        seconds = (System.nanoTime() - start) / 1e9;
      }
    }
    return seconds;
  }

  private double overhead(int many, String place) throws IOException {
    ChapterSearch search =
        new ChapterSearch(data, List.of("trials=" + many, "network.hidden=[10]"));
    Ledger ledger = Ledger.open(ChapterSearch.storage(), place, System.err::println);
    List<ProposedTrial> trials = search.trials();
    try (TrialRunner packed = PackedTrials.withoutTest(spark, search.data())) {
      run(packed, trials.subList(0, 100), finished -> {});
      double computing = computing(search, trials);
      long start = System.nanoTime();
      run(packed, trials, finished -> write(ledger, finished));
      double seconds = (System.nanoTime() - start) / 1e9;
      return (seconds - computing / spark.defaultParallelism()) / many;
    }
  }

  /** Seconds of all trials one after the other in this thread, with nothing beside them. */
  private static double computing(ChapterSearch search, List<ProposedTrial> trials) {
    Shard rows = search.data().shards(Split.TRAIN, 1).get(0);
    Engine engine = new LocalEngine(List.of(rows), List.of(), 1);
    return trials.stream()
        .map(trial -> ChapterSearch.finished(trial, engine))
        .mapToDouble(finished -> finished.result().seconds())
        .sum();
  }

  private static void run(
      TrialRunner runner, List<ProposedTrial> trials, Consumer<TrialOutput> done) {
    runner.run(
        trials.stream().flatMap(trial -> trial.trials().stream()).toList(),
        new ProposalResults(trials, () -> {}, done));
  }

  private static void write(Ledger ledger, TrialOutput finished) {
    try {
      ledger.write(finished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

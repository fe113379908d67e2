package treecast.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import treecast.app.ChapterSearch;
import treecast.search.Ledger;
import treecast.search.ProposedTrial;
import treecast.search.Result;
import treecast.search.TrialOutput;
import treecast.training.Engine;
import treecast.training.JitWarmUp;

/**
 * Times the chapter's search on Spark's {@code local[2]}, from the start of this JVM to the end:
 * packed or with a job of Treecast's for each step, both by the command itself with its ledger and
 * report; or with the jobs that {@link JobPerStep} makes of each step, without either, two trials
 * at once. Its weights have to be those of the packed trials.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, what {@code --data} says,
 * {@code packed}, {@code distributed} or {@code plain}, an empty folder for the sweeps. Spark's
 * settings come as system properties.
 */
public final class SweepClock {
  private static final String MASTER = "local[2]";

  private final List<String> assignments;
  private final String data;
  private final Path folder;

  private SweepClock(int trials, String data, Path folder) {
    this.assignments = List.of("trials=" + trials);
    this.data = data;
    this.folder = folder;
  }

  /** Runs one of the three. */
  public static void main(String[] args) throws IOException {
    int trials = args[1].equals("quick") ? 10 : 100;
    SweepClock clock = new SweepClock(trials, args[2], Path.of(args[4]));
    switch (args[3]) {
      case "packed" -> clock.command("packed");
      case "distributed" -> clock.command("distributed");
      default -> clock.plain();
    }
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    double seconds = (System.currentTimeMillis() - start) / 1e3;
    String what = "%d trials, %s".formatted(trials, args[3]);
    new Measurements(Path.of(args[0])).add("sweep", what, "s", seconds);
  }

  private void command(String mode) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("sweep", "--quiet", "--master", MASTER));
    arguments.addAll(List.of("--data", data, "--out", folder.resolve(mode).toString()));
    arguments.addAll(List.of("--set", "mode=" + mode, "--set", "concurrent=2"));
    assignments.forEach(assignment -> arguments.addAll(List.of("--set", assignment)));
    int code = ChapterSearch.command(arguments);
    if (code != 0) {
      throw new IOException("sweep: expected the exit code 0, found " + code);
    }
  }

  private void plain() throws IOException {
    ChapterSearch search = new ChapterSearch(data, assignments);
    List<ProposedTrial> trials = search.trials();
    JitWarmUp warmUp = JitWarmUp.start(trials.get(0).plans().get(0));
    List<Result> packed =
        Ledger.open(
                ChapterSearch.storage(),
                folder.resolve("packed/ledger").toString(),
                System.err::println)
            .latest();
    ExecutorService two = Executors.newFixedThreadPool(2);
    try (JavaSparkContext spark =
        new JavaSparkContext(new SparkConf().setAppName("treecast bench").setMaster(MASTER))) {
      Engine engine = new PlainSparkEngine(spark, search.data(), 1);
      warmUp.end();
      // Two at a time, as packed trials are; each for itself would leave a core idle.
      List<Future<TrialOutput>> running =
          trials.stream()
              .map(trial -> two.submit(() -> ChapterSearch.finished(trial, engine)))
              .toList();
      for (Future<TrialOutput> trial : running) {
        requireSame(packed, trial.get().result());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("a plain trial: expected to be trained, failed", e);
    } finally {
      two.shutdown();
    }
  }

  private static void requireSame(List<Result> packed, Result plain) {
    if (!plain.scored()) {
      throw new IllegalStateException("trial %d: %s".formatted(plain.trial(), plain.reason()));
    }
    String expected = packed.get(plain.trial() - 1).repetitions().get(0).weightsSha256();
    String found = plain.repetitions().get(0).weightsSha256();
    if (!expected.equals(found)) {
      throw new IllegalStateException(
          "trial %d: expected the weights %s, found %s".formatted(plain.trial(), expected, found));
    }
  }
}

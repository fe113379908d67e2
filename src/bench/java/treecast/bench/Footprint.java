package treecast.bench;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import scala.Function1;

/**
 * What a running training holds on this machine: heap, files of Spark's, broadcasts and open files.
 *
 * @param spark its context
 * @param folder folder of Spark's files, of the driver and of executors; null on a local master
 */
record Footprint(SparkContext spark, Path folder) {
  private static final Path PROCESSES = Path.of("/proc");

  /** Measures all of it: numbers by their names with their units. */
  Map<String, Double> now() {
    Map<String, Double> found = new LinkedHashMap<>();
    if (folder != null) {
      // Before the collection, which has Spark remove what nobody can reach any more.
      found.put("blocks of broadcasts, driver and executors | blocks", (double) broadcasts());
      found.put("files of shuffles and blocks, driver and executors | files", (double) files());
    }
    if (Files.isDirectory(PROCESSES.resolve("self/fd"))) {
      found.put("open files of the driver | files", (double) open("self"));
      if (folder != null) {
        found.put("open files of all executors | files", (double) openByExecutors());
      }
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    found.put("heap of the driver | MB", (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    return found;
  }

  private static int broadcasts() {
    Function1<BlockId, Object> wanted =
        (Function1<BlockId, Object> & Serializable) BlockId::isBroadcast;
    return SparkEnv.get().blockManager().master().getMatchingBlockIds(wanted, true).size();
  }

  private long files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("userFiles"))
          .count();
    } catch (IOException | UncheckedIOException e) {
      return files(); // one was removed under way
    }
  }

  private long openByExecutors() {
    return ProcessHandle.allProcesses()
        .map(process -> String.valueOf(process.pid()))
        .filter(this::isExecutor)
        .mapToLong(Footprint::open)
        .sum();
  }

  private boolean isExecutor(String process) {
    try {
      List<String> words =
          List.of(Files.readString(PROCESSES.resolve(process).resolve("cmdline")).split("\0"));
      return words.contains("org.apache.spark.executor.CoarseGrainedExecutorBackend")
          && words.contains(spark.applicationId());
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  private static long open(String process) {
    try (Stream<Path> all = Files.list(PROCESSES.resolve(process).resolve("fd"))) {
      return all.count();
    } catch (IOException e) {
      return 0; // it has ended
    }
  }
}

package treecast.cluster;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import treecast.data.DataSet;
import treecast.data.Shard;
import treecast.data.Split;

/**
 * Rows that are read while Spark starts, where its tasks run in this JVM: threads read them, and
 * {@link SparkEngine} hands them to Spark's memory store, instead of a job that reads them behind
 * the start. Data that take more than a small part of the heap are left to that job, which knows
 * how much room Spark has.
 */
public final class ReadAhead implements AutoCloseable {
  /** Part of the heap that the rows may take, as doubles if they are not bytes. */
  private static final int PART_OF_HEAP = 8;

  private final Map<Split, FutureTask<List<Shard>>> reading = new EnumMap<>(Split.class);

  private ReadAhead() {}

  /** No rows: all are left to a job. */
  public static ReadAhead none() {
    return new ReadAhead();
  }

  /**
   * Starts to read both splits, if they are small enough.
   *
   * @param shards number of shards of each
   */
  public static ReadAhead begin(DataSet data, int shards) {
    ReadAhead ahead = new ReadAhead();
    long rows = (long) data.trainRows() + data.testRows();
    long bytes = rows * data.features() * (data.source().hasBytes() ? 1 : Double.BYTES);
    if (bytes <= Runtime.getRuntime().maxMemory() / PART_OF_HEAP) {
      for (Split split : Split.values()) {
        ahead.read(data, split, shards);
      }
    }
    return ahead;
  }

  private void read(DataSet data, Split split, int shards) {
    FutureTask<List<Shard>> task = new FutureTask<>(() -> data.shards(split, shards));
    Thread thread = new Thread(task, "read-ahead-" + split);
    thread.setDaemon(true);
    thread.start();
    reading.put(split, task);
  }

  /**
   * The shards of a split, in ascending order, once they are read; they are handed out once.
   *
   * @throws treecast.data.DataException if they cannot be read
   */
  Optional<List<Shard>> take(Split split) {
    FutureTask<List<Shard>> task = reading.remove(split);
    if (task == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(task.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("rows cannot be read: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rows were read", e);
    }
  }

  /** Ends what is still read, which nobody wants any more. */
  @Override
  public void close() {
    reading.values().forEach(task -> task.cancel(true));
    reading.clear();
  }
}

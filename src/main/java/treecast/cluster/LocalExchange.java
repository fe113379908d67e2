package treecast.cluster;

import java.io.Serializable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import treecast.training.TimedGradientSum;

/**
 * Exchange of objects between the driver and tasks in the same JVM, as with {@code local[*]}: the
 * weights of a step and the gradient sums of the tasks, as references without serialisation. Spark
 * would copy a serialised result about six times, and write, register and remove a broadcast in
 * every step. With several JVMs, values are broadcast and the sum is the task's result.
 *
 * <p>The exchange itself is broadcast. Tasks in the driver's JVM get the driver's object from
 * Spark; tasks elsewhere get a copy, which is empty.
 */
final class LocalExchange implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Sums of each running job by task attempt; null in a copy. */
  private final transient ConcurrentMap<Long, ConcurrentMap<Long, TimedGradientSum>> sums =
      new ConcurrentHashMap<>();

  /** Shared values by number; null in a copy. */
  private final transient ConcurrentMap<Long, Object> values = new ConcurrentHashMap<>();

  private final transient AtomicLong numbers = new AtomicLong();

  /**
   * Result of a task: the sum itself, or the number of the attempt whose sum is in this exchange.
   * Sums of failed jobs and superfluous attempts are removed at the end of the job.
   */
  record TaskResult(TimedGradientSum sum, long attempt) implements Serializable {}

  static Broadcast<LocalExchange> broadcast(SparkContext spark) {
    return SparkBroadcasts.variable(spark, new LocalExchange());
  }

  /** On the driver: begins a job and returns its number. */
  long beginJob() {
    long job = numbers.incrementAndGet();
    sums.put(job, new ConcurrentHashMap<>());
    return job;
  }

  /**
   * In a task: publishes a sum and returns the task's result.
   *
   * @param attempt Spark's unique number of this task attempt
   */
  TaskResult send(long job, long attempt, TimedGradientSum sum) {
    ConcurrentMap<Long, TimedGradientSum> ofJob = sums == null ? null : sums.get(job);
    if (ofJob == null) {
      return new TaskResult(sum, attempt);
    }
    ofJob.put(attempt, sum);
    return new TaskResult(null, attempt);
  }

  /** On the driver: takes the sum of a task's result. */
  TimedGradientSum receive(long job, TaskResult result) {
    return result.sum() != null ? result.sum() : sums.get(job).remove(result.attempt());
  }

  /** On the driver: ends a job. */
  void endJob(long job) {
    sums.remove(job);
  }

  /** On the driver: publishes a value for tasks and returns its number. */
  long publish(Object value) {
    long number = numbers.incrementAndGet();
    values.put(number, value);
    return number;
  }

  /**
   * In a task of the driver's JVM: returns a published value.
   *
   * @throws IllegalStateException if it was withdrawn, so that this attempt is not needed any more
   */
  Object value(long number) {
    Object value = values.get(number);
    if (value == null) {
      throw new IllegalStateException(
          "the shared value of this task was released: its step has ended");
    }
    return value;
  }

  /** On the driver: withdraws a value. */
  void withdraw(long number) {
    values.remove(number);
  }
}

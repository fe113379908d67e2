package treecast.cluster;

import java.io.Serializable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import treecast.training.ProfiledSum;

/**
 * Exchange of objects between driver and tasks that share a JVM, as under {@code local[*]}: the
 * weights of a step for its tasks, and their sums for the driver, each as it is. A result that
 * Spark serialises is copied half a dozen times, and a broadcast is written, registered and removed
 * again at every step. Anywhere else values are broadcast and the sum itself is the task's result.
 *
 * <p>An exchange is broadcast. Spark gives tasks in the driver's JVM the driver's own object and
 * all others a copy of it, and a copy holds nothing.
 */
final class LocalExchange implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The sums of each running job by the attempt that made them; null in a copy. */
  private final transient ConcurrentMap<Long, ConcurrentMap<Long, ProfiledSum>> sums =
      new ConcurrentHashMap<>();

  /** The shared values by number; null in a copy. */
  private final transient ConcurrentMap<Long, Object> values = new ConcurrentHashMap<>();

  private final transient AtomicLong numbers = new AtomicLong();

  /**
   * What a task gives as its result: a sum, or the number of the attempt that left one here. A job
   * that fails, or an attempt that nobody asks for, thus costs nothing but its entry.
   */
  record TaskResult(ProfiledSum sum, long attempt) implements Serializable {}

  static Broadcast<LocalExchange> broadcast(SparkContext spark) {
    return spark.broadcast(new LocalExchange(), ClassTag.apply(LocalExchange.class));
  }

  /** On the driver: begins a job and gives its number. */
  long beginJob() {
    long job = numbers.incrementAndGet();
    sums.put(job, new ConcurrentHashMap<>());
    return job;
  }

  /**
   * In a task: the result that stands for a sum.
   *
   * @param attempt the number of this attempt at the task, which no other has
   */
  TaskResult send(long job, long attempt, ProfiledSum sum) {
    ConcurrentMap<Long, ProfiledSum> ofJob = sums == null ? null : sums.get(job);
    if (ofJob == null) {
      return new TaskResult(sum, attempt);
    }
    ofJob.put(attempt, sum);
    return new TaskResult(null, attempt);
  }

  /** On the driver: the sum that a result stands for. */
  ProfiledSum receive(long job, TaskResult result) {
    return result.sum() != null ? result.sum() : sums.get(job).remove(result.attempt());
  }

  /** On the driver: ends a job. */
  void endJob(long job) {
    sums.remove(job);
  }

  /** On the driver: publishes a value for tasks and gives its number. */
  long publish(Object value) {
    long number = numbers.incrementAndGet();
    values.put(number, value);
    return number;
  }

  /**
   * In a task of the driver's JVM: a published value.
   *
   * @throws IllegalStateException if it was withdrawn, so that nobody asks for this attempt
   */
  Object value(long number) {
    Object value = values.get(number);
    if (value == null) {
      throw new IllegalStateException("the value that this task was to use is not shared any more");
    }
    return value;
  }

  /** On the driver: withdraws a value. */
  void withdraw(long number) {
    values.remove(number);
  }
}

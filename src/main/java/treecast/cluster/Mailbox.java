package treecast.cluster;

import java.io.Serializable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import treecast.nn.GradientSum;

/**
 * How sums reach the driver. Where it shares its JVM with the tasks, as under {@code local[*]}, a
 * sum is handed over as it is: a result that Spark serialises is copied half a dozen times.
 * Anywhere else the sum itself is the task's result.
 *
 * <p>A mailbox is broadcast. Spark gives tasks in the driver's JVM the driver's own object and all
 * others a copy of it, and a copy has no boxes.
 */
final class Mailbox implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The sums of each running job by the attempt that made them; null in a copy. */
  private final transient ConcurrentMap<Long, ConcurrentMap<Long, GradientSum>> boxes =
      new ConcurrentHashMap<>();

  private final transient AtomicLong jobs = new AtomicLong();

  /**
   * What a task gives as its result: a sum, or the number of the attempt that handed one over. A
   * job that fails, or an attempt that nobody asks for, thus costs nothing but its box.
   */
  record Parcel(GradientSum sum, long attempt) implements Serializable {}

  static Broadcast<Mailbox> broadcast(SparkContext spark) {
    return spark.broadcast(new Mailbox(), ClassTag.apply(Mailbox.class));
  }

  /** On the driver: begins a job and gives its number. */
  long open() {
    long job = jobs.incrementAndGet();
    boxes.put(job, new ConcurrentHashMap<>());
    return job;
  }

  /**
   * In a task: sends a sum.
   *
   * @param attempt the number of this attempt at the task, which no other has
   */
  Parcel send(long job, long attempt, GradientSum sum) {
    ConcurrentMap<Long, GradientSum> box = boxes == null ? null : boxes.get(job);
    if (box == null) {
      return new Parcel(sum, attempt);
    }
    box.put(attempt, sum);
    return new Parcel(null, attempt);
  }

  /** On the driver: the sum that a parcel stands for. */
  GradientSum receive(long job, Parcel parcel) {
    return parcel.sum() != null ? parcel.sum() : boxes.get(job).remove(parcel.attempt());
  }

  /** On the driver: ends a job. */
  void close(long job) {
    boxes.remove(job);
  }
}

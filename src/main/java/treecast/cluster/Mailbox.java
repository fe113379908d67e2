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
 * What driver and tasks pass one another where they share a JVM, as under {@code local[*]}: the
 * weights of a step to its tasks, and their sums back, each as it is. A result that Spark
 * serialises is copied half a dozen times, and a broadcast is written, registered and removed again
 * at every step. Anywhere else weights are broadcast and the sum itself is the task's result.
 *
 * <p>A mailbox is broadcast. Spark gives tasks in the driver's JVM the driver's own object and all
 * others a copy of it, and a copy has no boxes.
 */
final class Mailbox implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The sums of each running job by the attempt that made them; null in a copy. */
  private final transient ConcurrentMap<Long, ConcurrentMap<Long, ProfiledSum>> boxes =
      new ConcurrentHashMap<>();

  /** The weights of each running step by its number; null in a copy. */
  private final transient ConcurrentMap<Long, double[]> weights = new ConcurrentHashMap<>();

  private final transient AtomicLong numbers = new AtomicLong();

  /**
   * What a task gives as its result: a sum, or the number of the attempt that handed one over. A
   * job that fails, or an attempt that nobody asks for, thus costs nothing but its box.
   */
  record Parcel(ProfiledSum sum, long attempt) implements Serializable {}

  static Broadcast<Mailbox> broadcast(SparkContext spark) {
    return spark.broadcast(new Mailbox(), ClassTag.apply(Mailbox.class));
  }

  /** On the driver: begins a job and gives its number. */
  long open() {
    long job = numbers.incrementAndGet();
    boxes.put(job, new ConcurrentHashMap<>());
    return job;
  }

  /**
   * In a task: sends a sum.
   *
   * @param attempt the number of this attempt at the task, which no other has
   */
  Parcel send(long job, long attempt, ProfiledSum sum) {
    ConcurrentMap<Long, ProfiledSum> box = boxes == null ? null : boxes.get(job);
    if (box == null) {
      return new Parcel(sum, attempt);
    }
    box.put(attempt, sum);
    return new Parcel(null, attempt);
  }

  /** On the driver: the sum that a parcel stands for. */
  ProfiledSum receive(long job, Parcel parcel) {
    return parcel.sum() != null ? parcel.sum() : boxes.get(job).remove(parcel.attempt());
  }

  /**
   * On the driver: lays weights out for the tasks of a step and gives the number they lie under.
   */
  long layOut(double[] values) {
    long step = numbers.incrementAndGet();
    weights.put(step, values);
    return step;
  }

  /**
   * In a task of the driver's JVM: the weights that lie under a number.
   *
   * @throws IllegalStateException if the step is over, so that nobody asks for this attempt
   */
  double[] weights(long step) {
    double[] values = weights.get(step);
    if (values == null) {
      throw new IllegalStateException("the step of these weights is over");
    }
    return values;
  }

  /** On the driver: takes weights away. */
  void clear(long step) {
    weights.remove(step);
  }

  /** On the driver: ends a job. */
  void close(long job) {
    boxes.remove(job);
  }
}

package treecast.cluster;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;

/**
 * The weights of one step, as its tasks get them: through the mailbox where every task runs in the
 * driver's JVM, as a broadcast anywhere else. The driver closes it after the step and changes the
 * weights only then.
 */
final class Handout implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<Mailbox> mailbox;
  private final long number;
  private final Broadcast<Weights> broadcast;

  private Handout(Broadcast<Mailbox> mailbox, long number, Broadcast<Weights> broadcast) {
    this.mailbox = mailbox;
    this.number = number;
    this.broadcast = broadcast;
  }

  static Handout of(SparkContext spark, Broadcast<Mailbox> mailbox, double[] weights) {
    return spark.isLocal()
        ? new Handout(mailbox, mailbox.value().layOut(weights), null)
        : new Handout(
            mailbox, 0, spark.broadcast(new Weights(weights), ClassTag.apply(Weights.class)));
  }

  /** In a task: the weights, not to be changed. */
  double[] values() {
    return broadcast == null ? mailbox.value().weights(number) : broadcast.value().values();
  }

  @Override
  public void close() {
    if (broadcast == null) {
      mailbox.value().clear(number);
    } else {
      broadcast.destroy();
    }
  }
}

package treecast.bench;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Hears of MLlib's passes over the data: each look of its solver at all rows is one Spark job,
 * which it names after itself. Spark tells late but in order.
 */
final class Passes extends SparkListener {
  private static final String SOLVER = "LBFGS";

  private final Set<Integer> running = new HashSet<>();
  private int ended;
  private long firstEnd;
  private long lastEnd;

  /** Forgets what it heard. */
  synchronized void reset() {
    running.clear();
    ended = 0;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    if (CollectionConverters.asJava(job.stageInfos()).stream()
        .anyMatch(stage -> stage.name().contains(SOLVER))) {
      running.add(job.jobId());
    }
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd job) {
    if (running.remove(job.jobId())) {
      lastEnd = job.time();
      firstEnd = ended == 0 ? lastEnd : firstEnd;
      ended++;
    }
  }

  synchronized int count() {
    return ended;
  }

  /**
   * Seconds from the end of one pass to that of the next; the first, which copies the rows, is left
   * out.
   */
  synchronized double seconds() {
    return (lastEnd - firstEnd) / 1e3 / (ended - 1);
  }
}

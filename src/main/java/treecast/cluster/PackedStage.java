package treecast.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.Function1;
import scala.Function2;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;
import scala.runtime.BoxedUnit;

/** One stage with a task for each item; results are handed on one by one as they come. */
final class PackedStage {
  private PackedStage() {}

  /** What a task does with its item, which travels to its executor. */
  @FunctionalInterface
  interface Work<T, R> extends Serializable {
    R on(T item);
  }

  /**
   * Runs the tasks, as many at a time as there are cores, begun in the order of the items. One
   * whose executor is lost begins anew elsewhere.
   *
   * @param name what Spark calls the items
   * @param done is told of each result as soon as it is there, on this thread
   */
  static <T, R> void run(
      SparkContext spark, String name, List<T> items, Work<T, R> work, Consumer<R> done) {
    if (items.isEmpty()) {
      return;
    }
    Arrivals<R> arrivals = new Arrivals<>();
    SimpleFutureAction<BoxedUnit> job = submit(spark, name, items, work, arrivals);
    try {
      if (arrivals.drain(items.size(), done, job::isCompleted) < items.size()) {
        throw failure(job);
      }
    } finally {
      job.cancel();
    }
  }

  private static <T, R> SimpleFutureAction<BoxedUnit> submit(
      SparkContext spark, String name, List<T> items, Work<T, R> work, Arrivals<R> arrivals) {
    RDD<T> each =
        JavaSparkContext.fromSparkContext(spark)
            .parallelize(items, items.size())
            .rdd()
            .setName(name);
    Function1<scala.collection.Iterator<T>, R> task =
        (Function1<scala.collection.Iterator<T>, R> & Serializable) mine -> work.on(mine.next());
    Function2<Object, R, BoxedUnit> handler =
        (partition, result) -> {
          arrivals.add(result);
          return BoxedUnit.UNIT;
        };
    return spark.submitJob(
        each,
        task,
        scala.collection.immutable.Range$.MODULE$.apply(0, items.size()),
        handler,
        () -> BoxedUnit.UNIT);
  }

  private static IllegalStateException failure(SimpleFutureAction<BoxedUnit> job) {
    try {
      Await.ready(job, Duration.Inf());
      return new IllegalStateException("trainings are missing", job.value().get().failed().get());
    } catch (InterruptedException | TimeoutException e) {
      return new IllegalStateException("interrupted while trainings were running", e);
    }
  }
}

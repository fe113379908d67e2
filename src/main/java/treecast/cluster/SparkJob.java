package treecast.cluster;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import scala.Function1;
import scala.Function2;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Spark job with one task for each partition, whose results are processed one by one as they
 * arrive, on the calling thread.
 */
final class SparkJob {
  /** Spark's properties for the line of the program that begins a job, in short and long form. */
  private static final List<String> CALL_SITE = List.of("callSite.short", "callSite.long");

  private SparkJob() {}

  /**
   * Function of a task on the elements of its partition; it is serialised and sent to an executor.
   */
  @FunctionalInterface
  interface Task<T, R> extends Serializable {
    R on(Iterator<T> elements);
  }

  /** Runs a job whose tasks begin in the order of the partitions. */
  static <T, R> void runInOrder(RDD<T> rdd, Task<T, R> task, Consumer<R> each) {
    run(rdd, upTo(rdd.getNumPartitions()), task, each);
  }

  /** The first partitions. */
  static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /**
   * Runs a job.
   *
   * @param order the partitions, in the order in which their tasks begin
   * @param each receives each result; an exception that it throws cancels the job
   * @throws IllegalStateException if the job fails, or if its executors are gone for good
   */
  static <T, R> void run(RDD<T> rdd, List<Integer> order, Task<T, R> task, Consumer<R> each) {
    ResultQueue<R> results = new ResultQueue<>();
    SimpleFutureAction<BoxedUnit> job = submit(rdd, order, task, results);
    ExecutorWatch watch = new ExecutorWatch(rdd.sparkContext());
    boolean complete = false;
    try {
      results.drain(order.size(), each, watch::requireSome);
      complete = true;
    } finally {
      if (!complete) {
        job.cancel();
      }
    }
  }

  /**
   * Submits the job. {@code SparkContext.submitJob} is called directly, because the Java API would
   * wrap the function, and Spark would parse class files again in every step.
   */
  private static <T, R> SimpleFutureAction<BoxedUnit> submit(
      RDD<T> rdd, List<Integer> order, Task<T, R> task, ResultQueue<R> results) {
    Function1<scala.collection.Iterator<T>, R> function =
        (Function1<scala.collection.Iterator<T>, R> & Serializable)
            elements -> task.on(CollectionConverters.asJava(elements));
    Function2<Object, R, BoxedUnit> handler =
        (partition, result) -> {
          results.add(result);
          return BoxedUnit.UNIT;
        };
    SparkContext spark = rdd.sparkContext();
    Seq<Object> partitions = CollectionConverters.asScala(List.<Object>copyOf(order)).toSeq();
    SimpleFutureAction<BoxedUnit> job =
        named(
            spark,
            rdd.name(),
            () -> spark.submitJob(rdd, function, partitions, handler, () -> BoxedUnit.UNIT));
    Function1<Try<BoxedUnit>, Object> ended =
        end -> {
          if (end.isFailure()) {
            results.fail(end.failed().get());
          }
          return BoxedUnit.UNIT;
        };
    job.onComplete(ended, ExecutionContext.fromExecutor(Runnable::run));
    return job;
  }

  /**
   * Makes something of Spark's, such as an RDD, that has a name instead of a line of the program,
   * for which Spark would search the stack of this thread.
   */
  static <T> T named(SparkContext spark, String name, Supplier<T> made) {
    Map<String, String> before = new HashMap<>();
    CALL_SITE.forEach(key -> before.put(key, spark.getLocalProperty(key)));
    CALL_SITE.forEach(key -> spark.setLocalProperty(key, name));
    try {
      return made.get();
    } finally {
      before.forEach(spark::setLocalProperty);
    }
  }
}

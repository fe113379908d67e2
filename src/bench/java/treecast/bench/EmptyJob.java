package treecast.bench;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/** What Spark takes for a job that does nothing: no step on it can be faster. */
final class EmptyJob {
  private static final int WARM = 300;
  private static final int TIMED = 301;

  private EmptyJob() {}

  /**
   * Median milliseconds of a hot job, through {@code SparkContext.runJob} as the trainer calls it.
   */
  static double milliseconds(SparkContext spark, int tasks) {
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    RDD<Integer> rdd =
        JavaSparkContext.fromSparkContext(spark).parallelize(numbers, tasks).rdd().cache();
    Function2<TaskContext, Iterator<Integer>, Integer> task =
        (Function2<TaskContext, Iterator<Integer>, Integer> & Serializable)
            (context, mine) -> mine.size();
    Function2<Object, Integer, BoxedUnit> handler = (partition, result) -> BoxedUnit.UNIT;
    scala.collection.immutable.Range all =
        scala.collection.immutable.Range$.MODULE$.apply(0, tasks);
    double[] times = new double[TIMED];
    for (int i = -WARM; i < TIMED; i++) {
      long start = System.nanoTime();
      spark.runJob(rdd, task, all, handler, ClassTag.<Integer>apply(Integer.class));
      if (i >= 0) {
        times[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    rdd.unpersist(false);
    Arrays.sort(times);
    return times[TIMED / 2];
  }
}

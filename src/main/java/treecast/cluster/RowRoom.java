package treecast.cluster;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import treecast.data.DataSet;
import treecast.data.Split;

/**
 * Room for rows in the memory that Spark gives to what it caches, on the executors, or in this JVM
 * with a local master. Rows without room stay on disk, from which a step reads those of its
 * minibatch alone; Spark itself would read whole shards for each.
 */
final class RowRoom {
  /** Share of the room that rows may take: the others are the network's, and of later rows. */
  private static final double SHARE = 0.6;

  private RowRoom() {}

  /** Whether there is room for a split now; also where nobody is there yet who could say so. */
  static boolean isFor(SparkContext spark, DataSet data, Split split) {
    long row = (long) data.features() * (data.source().hasBytes() ? 1 : Float.BYTES);
    return isFor(spark, data.rows(split) * row);
  }

  private static boolean isFor(SparkContext spark, long bytes) {
    if (!spark.isLocal()) {
      Executors.await(spark);
      Executors.awaitStores(spark);
    }
    String driver = SparkEnv.get().blockManager().blockManagerId().hostPort();
    Map<String, Tuple2<Object, Object>> memory =
        CollectionConverters.asJava(spark.getExecutorMemoryStatus());
    long left =
        memory.entrySet().stream()
            .filter(entry -> spark.isLocal() || !entry.getKey().equals(driver))
            .mapToLong(entry -> (Long) entry.getValue()._2())
            .sum();
    return left == 0 || bytes <= SHARE * left;
  }
}

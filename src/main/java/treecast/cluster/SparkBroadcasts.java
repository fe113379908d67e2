package treecast.cluster;

import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import treecast.linalg.FlatArray;
import treecast.training.SharedValue;

/**
 * Broadcast of values to Spark's tasks, such as the weights of a step: as a Spark broadcast
 * variable on a cluster, and through the {@link LocalExchange} if every task runs in the driver's
 * JVM.
 */
final class SparkBroadcasts {
  private SparkBroadcasts() {}

  /** Broadcasts a value, which Java serialises on a cluster. */
  static <T> SharedValue<T> value(SparkContext spark, Broadcast<LocalExchange> exchange, T value) {
    return spark.isLocal()
        ? new Exchanged<>(exchange, exchange.value().publish(value))
        : new Broadcasted<>(variable(spark, value));
  }

  /** Broadcasts weights, as raw bytes on a cluster ({@link WeightsPayload}). */
  static SharedValue<FlatArray> weights(
      SparkContext spark, Broadcast<LocalExchange> exchange, FlatArray weights) {
    return spark.isLocal()
        ? new Exchanged<>(exchange, exchange.value().publish(weights))
        : new BroadcastedWeights(variable(spark, new WeightsPayload(weights)));
  }

  /**
   * Broadcast variable that is removed by {@link #destroy} alone. {@link SparkContext#broadcast}
   * would register it with Spark's {@code ContextCleaner}, which removes it once more when it is
   * garbage; two removals at once end in warnings that blocks do not exist. The tag is that of all
   * objects, as a tag is sent along, and the class of a lambda expression is found nowhere else.
   */
  static <T> Broadcast<T> variable(SparkContext spark, T value) {
    spark.assertNotStopped();
    return spark
        .env()
        .broadcastManager()
        .newBroadcast(value, spark.isLocal(), false, ClassTag.apply(Object.class));
  }

  /**
   * Removes a broadcast variable. Where Spark runs in this JVM the removal is awaited: one that is
   * still under way when Spark stops leaves stack traces on standard error.
   */
  static void destroy(SparkContext spark, Broadcast<?> broadcast) {
    broadcast.destroy(awaits(spark));
  }

  /** Whether the removal of broadcasts and rows is awaited. */
  static boolean awaits(SparkContext spark) {
    return spark.isLocal() && !spark.isStopped();
  }

  private record Exchanged<T>(Broadcast<LocalExchange> exchange, long number)
      implements SharedValue<T> {
    @Override
    @SuppressWarnings("unchecked")
    public T value() {
      return (T) exchange.value().value(number);
    }

    @Override
    public void close() {
      exchange.value().withdraw(number);
    }
  }

  private record Broadcasted<T>(Broadcast<T> broadcast) implements SharedValue<T> {
    @Override
    public T value() {
      return broadcast.value();
    }

    @Override
    public void close() {
      broadcast.destroy();
    }
  }

  private record BroadcastedWeights(Broadcast<WeightsPayload> broadcast)
      implements SharedValue<FlatArray> {
    @Override
    public FlatArray value() {
      return broadcast.value().values();
    }

    @Override
    public void close() {
      broadcast.destroy();
    }
  }
}

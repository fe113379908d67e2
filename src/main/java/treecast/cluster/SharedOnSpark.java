package treecast.cluster;

import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag;
import treecast.training.Shared;

/**
 * Values shared with Spark's tasks: through the exchange where every task runs in the driver's JVM,
 * as a broadcast anywhere else.
 */
final class SharedOnSpark {
  private SharedOnSpark() {}

  /** A value that Java serialises where it has to travel. */
  static <T> Shared<T> value(SparkContext spark, Broadcast<LocalExchange> exchange, T value) {
    return spark.isLocal()
        ? new Exchanged<>(exchange, exchange.value().publish(value))
        : new Broadcasted<>(spark.broadcast(value, ClassTag.apply(Object.class)));
  }

  /** Weights, as raw numbers where they have to travel. */
  static Shared<double[]> weights(
      SparkContext spark, Broadcast<LocalExchange> exchange, double[] weights) {
    return spark.isLocal()
        ? new Exchanged<>(exchange, exchange.value().publish(weights))
        : new BroadcastedWeights(
            spark.broadcast(new WeightsPayload(weights), ClassTag.apply(WeightsPayload.class)));
  }

  private record Exchanged<T>(Broadcast<LocalExchange> exchange, long number) implements Shared<T> {
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

  private record Broadcasted<T>(Broadcast<T> broadcast) implements Shared<T> {
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
      implements Shared<double[]> {
    @Override
    public double[] value() {
      return broadcast.value().values();
    }

    @Override
    public void close() {
      broadcast.destroy();
    }
  }
}

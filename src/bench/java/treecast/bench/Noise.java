package treecast.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import treecast.cluster.ShardedData;
import treecast.data.Shard;

/** Rows of MNIST's size and of noise: a step costs the same whatever stands in them. */
final class Noise {
  /** Rows that are drawn at random; more are these again. */
  private static final int DRAWN = 4096;

  private Noise() {}

  /** Every shard of so many rows. */
  static List<Shard> shards(int rows, int shards) {
    return IntStream.range(0, shards).mapToObj(i -> shard(i, rows / shards)).toList();
  }

  /** One shard. */
  static Shard shard(int index, int rows) {
    Random random = new Random(index);
    byte[] pixels = new byte[rows * Sizes.INPUTS];
    byte[] labels = new byte[rows];
    byte[] drawn = new byte[Math.min(DRAWN, rows) * Sizes.INPUTS];
    random.nextBytes(drawn);
    for (int from = 0; from < pixels.length; from += drawn.length) {
      System.arraycopy(drawn, 0, pixels, from, Math.min(drawn.length, pixels.length - from));
    }
    for (int i = 0; i < rows; i++) {
      labels[i] = (byte) random.nextInt(Sizes.CLASSES);
    }
    return new Shard(index, Sizes.INPUTS, pixels, labels);
  }

  /** Made and kept by the executors, in so many partitions. */
  static ShardedData onSpark(SparkContext spark, int rows, int shards, int partitions) {
    return ShardedData.read(
        spark,
        "noise",
        shards,
        partitions,
        wanted -> wanted.stream().map(shard -> shard(shard, rows / shards)).iterator());
  }
}

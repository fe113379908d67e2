package treecast.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import treecast.linalg.ArrayPool;
import treecast.linalg.DoubleArray;
import treecast.linalg.FlatArray;
import treecast.linalg.Precision;
import treecast.nn.GradientSum;
import treecast.training.GradientTimes;
import treecast.training.TimedGradientSum;

/** What happens to the gradients of a step between the shards and the optimizer. */
@State(Scope.Thread)
public class Sums {
  private static final int SHARDS = 8;

  private final ArrayPool pool = new ArrayPool();
  private int length;
  private byte[] bytes;

  /** Makes one sum and its bytes. */
  @Setup
  public void make() throws IOException {
    length = Sizes.plan(128, SHARDS, "auto").network().gradientAndLoss().array().length();
    bytes = bytes(sum(0, new DoubleArray(Sizes.normal(length, 1))));
  }

  /** Clears eight arrays and joins them along the tree. */
  @Benchmark
  public TimedGradientSum merge() {
    TimedGradientSum sum = new TimedGradientSum();
    for (int shard = 0; shard < SHARDS; shard++) {
      sum = sum.plus(sum(shard, zeros()));
    }
    sum.close();
    return sum;
  }

  /** An array becomes bytes, as a task's result does. */
  @Benchmark
  public byte[] write() throws IOException {
    FlatArray values = zeros();
    byte[] written = bytes(sum(0, values));
    pool.give(values);
    return written;
  }

  /** And an array again. */
  @Benchmark
  public Object read() throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  private TimedGradientSum sum(int shard, FlatArray values) {
    return TimedGradientSum.of(GradientSum.of(shard, SHARDS, values), GradientTimes.NONE, pool);
  }

  private byte[] bytes(TimedGradientSum sum) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length * Double.BYTES + 1024);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sum);
    }
    return bytes.toByteArray();
  }

  private FlatArray zeros() {
    FlatArray array = pool.take(Precision.DOUBLE, length);
    array.fill(0, length, 0);
    return array;
  }
}

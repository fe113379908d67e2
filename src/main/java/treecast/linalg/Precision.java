package treecast.linalg;

import java.util.Arrays;
import java.util.List;

/**
 * Precision of a computation inside a shard: the type of its rows, activations and gradients, and
 * of the weights that are sent to it. The weights of the optimizer are doubles in either.
 */
public enum Precision {
  /** Numbers of 64 bits. */
  DOUBLE("double", Double.BYTES) {
    @Override
    public FlatArray zeros(int length) {
      return new DoubleArray(new double[length]);
    }

    @Override
    public FlatArray of(double[] values) {
      return new DoubleArray(values);
    }
  },
  /** Numbers of 32 bits, of which a vector register holds twice as many. */
  SINGLE("single", Float.BYTES) {
    @Override
    public FlatArray zeros(int length) {
      return new FloatArray(new float[length]);
    }

    @Override
    public FlatArray of(double[] values) {
      FlatArray rounded = zeros(values.length);
      rounded.put(0, values, 0, values.length);
      return rounded;
    }
  };

  private final String key;
  private final int bytes;

  Precision(String key, int bytes) {
    this.key = key;
    this.bytes = bytes;
  }

  /** Name in a plan. */
  public String key() {
    return key;
  }

  /** Number of bytes of a number. */
  public int bytes() {
    return bytes;
  }

  /** New array of zeros. */
  public abstract FlatArray zeros(int length);

  /** Numbers in this precision: the array itself for doubles, else a rounded copy. */
  public abstract FlatArray of(double[] values);

  /**
   * Precision by its name in a plan.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Precision named(String key) {
    for (Precision precision : values()) {
      if (precision.key.equals(key)) {
        return precision;
      }
    }
    List<String> keys = Arrays.stream(values()).map(Precision::key).toList();
    throw new IllegalArgumentException(
        "expected one of %s, found %s".formatted(String.join(", ", keys), key));
  }
}

package treecast.linalg;

import java.io.Serializable;

/**
 * Random numbers from a counter-based generator: number i is a pure function of (key, i).
 *
 * <p>There is no state, so a retried task, another thread or another machine gets the same numbers.
 * Number i of key k is the i-th output of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) with the
 * seed k. {@link #of} gives different streams for different purposes.
 *
 * @param key the start of the sequence
 */
public record RandomStream(long key) implements Serializable {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

  /**
   * Purpose of random numbers. Each purpose has its own streams; its number must not change,
   * because results depend on it.
   */
  public enum Purpose {
    WEIGHTS(1),
    SHUFFLED_ROWS(2),
    DRAWN_ROWS(3),
    DROPOUT(4),
    GRADIENT_CHECK(5),
    HELD_OUT_ROWS(6),
    ENSEMBLE_MEMBER(7),
    WARM_UP(8),
    SEARCHED_POINTS(9),
    TEST_ROWS(12);

    private final int code;

    Purpose(int code) {
      this.code = code;
    }
  }

  /** Stream of one purpose: {@link #of(long, long...)} with the purpose first in the path. */
  public static RandomStream of(Purpose purpose, long seed, long... path) {
    return of(of(seed, purpose.code).key, path);
  }

  /**
   * Stream of a seed and a path, whose order matters.
   *
   * @param seed the experiment's seed
   * @param path identifies the use of the numbers, for example a purpose, a step and a shard
   */
  public static RandomStream of(long seed, long... path) {
    long key = mix(seed + GOLDEN_RATIO) + GOLDEN_RATIO;
    for (long part : path) {
      key = mix(key ^ mix(part + GOLDEN_RATIO)) + GOLDEN_RATIO;
    }
    return new RandomStream(key);
  }

  /** 64 uniform bits: number {@code i} of this stream. */
  public long bits(long i) {
    return mix(key + (i + 1) * GOLDEN_RATIO);
  }

  /** Uniform double on [0, 1), a multiple of 2^-53. */
  public double uniform(long i) {
    return (bits(i) >>> 11) * TWO_TO_MINUS_53;
  }

  /**
   * Uniform integer on 0..bound-1 (multiply and shift; the bias is below bound / 2^64).
   *
   * @param bound a positive number
   */
  public int below(long i, int bound) {
    return (int) Math.multiplyHigh(bits(i) >>> 1, 2L * bound);
  }

  /**
   * Standard normal number: the Box-Muller transform of two uniform numbers, with functions that
   * give the same bits on every machine.
   */
  public double normal(long i) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(2 * i)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(2 * i + 1));
  }

  /**
   * Finaliser of SplitMix64: a bijection of 64-bit words in which every input bit affects every
   * output bit.
   */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}

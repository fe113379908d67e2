package treecast.bench;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one core can do at best: no product can be faster than the first, no merge than the second.
 */
@State(Scope.Thread)
public class Floor {
  static final int CHAINS = 12;
  static final int LINKS = 1 << 14;
  static final int TRIAD = 1 << 23;

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  private final double[] a = new double[TRIAD];
  private final double[] b = Sizes.normal(TRIAD, 1);
  private final double[] c = Sizes.normal(TRIAD, 2);

  /** Fused multiply-adds of a benchmarked operation of {@link #fma}, times two. */
  static double flops() {
    return 2.0 * SPECIES.length();
  }

  /** Bytes that the program names in an operation of {@link #triad}. */
  static double bytes() {
    return 3.0 * Double.BYTES;
  }

  /**
   * Independent chains of fused multiply-adds in registers, enough of them to hide the latency. The
   * running sum is the summand: the JIT has no other form and would copy a running factor each
   * time.
   */
  @Benchmark
  @OperationsPerInvocation(CHAINS * LINKS)
  public double fma() {
    DoubleVector x = DoubleVector.broadcast(SPECIES, b[0]);
    DoubleVector y = DoubleVector.broadcast(SPECIES, c[0]);
    DoubleVector s0 = x;
    DoubleVector s1 = x;
    DoubleVector s2 = x;
    DoubleVector s3 = x;
    DoubleVector s4 = x;
    DoubleVector s5 = x;
    DoubleVector s6 = y;
    DoubleVector s7 = y;
    DoubleVector s8 = y;
    DoubleVector s9 = y;
    DoubleVector s10 = y;
    DoubleVector s11 = y;
    for (int i = 0; i < LINKS; i++) {
      s0 = x.fma(y, s0);
      s1 = x.fma(y, s1);
      s2 = x.fma(y, s2);
      s3 = x.fma(y, s3);
      s4 = x.fma(y, s4);
      s5 = x.fma(y, s5);
      s6 = x.fma(y, s6);
      s7 = x.fma(y, s7);
      s8 = x.fma(y, s8);
      s9 = x.fma(y, s9);
      s10 = x.fma(y, s10);
      s11 = x.fma(y, s11);
    }
    DoubleVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    DoubleVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
    return Arrays.stream(low.add(high).toArray()).sum();
  }

  /** The same chains of floats. */
  @Benchmark
  @OperationsPerInvocation(CHAINS * LINKS)
  public float fmaOfFloats() {
    FloatVector x = FloatVector.broadcast(FLOATS, (float) b[0]);
    FloatVector y = FloatVector.broadcast(FLOATS, (float) c[0]);
    FloatVector s0 = x;
    FloatVector s1 = x;
    FloatVector s2 = x;
    FloatVector s3 = x;
    FloatVector s4 = x;
    FloatVector s5 = x;
    FloatVector s6 = y;
    FloatVector s7 = y;
    FloatVector s8 = y;
    FloatVector s9 = y;
    FloatVector s10 = y;
    FloatVector s11 = y;
    for (int i = 0; i < LINKS; i++) {
      s0 = x.fma(y, s0);
      s1 = x.fma(y, s1);
      s2 = x.fma(y, s2);
      s3 = x.fma(y, s3);
      s4 = x.fma(y, s4);
      s5 = x.fma(y, s5);
      s6 = x.fma(y, s6);
      s7 = x.fma(y, s7);
      s8 = x.fma(y, s8);
      s9 = x.fma(y, s9);
      s10 = x.fma(y, s10);
      s11 = x.fma(y, s11);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    FloatVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
    return low.add(high).lane(0);
  }

  /** {@code a = b + s c} over arrays that no cache holds. */
  @Benchmark
  @OperationsPerInvocation(TRIAD)
  public double[] triad() {
    for (int i = 0; i < TRIAD; i++) {
      a[i] = b[i] + 3.0 * c[i];
    }
    return a;
  }
}

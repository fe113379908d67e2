package treecast.linalg;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Element-wise operations with the machine's vector instructions. The JIT of Java 17 vectorises few
 * of them by itself, and some only if a branch is hard to predict.
 *
 * <p>Operations over rows go down one vector of columns after the other, so that values of the
 * columns stay in registers. The remaining columns, which fill no whole vector, are computed as in
 * {@link PlainElements}.
 */
final class VectorElements implements Elements {
  static final VectorElements INSTANCE = new VectorElements();

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /**
   * Species with as many floats, integers or bytes as a vector has doubles; null below eight bytes.
   */
  private static final VectorSpecies<Float> FLOATS = species(float.class, Float.SIZE);

  private static final VectorSpecies<Integer> INTEGERS = species(int.class, Integer.SIZE);
  private static final VectorSpecies<Byte> BYTES = species(byte.class, Byte.SIZE);

  private VectorElements() {}

  private static <E> VectorSpecies<E> species(Class<E> element, int bits) {
    return LANES == 8 ? VectorSpecies.of(element, VectorShape.forBitSize(LANES * bits)) : null;
  }

  private static DoubleVector load(double[] values, int at) {
    return DoubleVector.fromArray(SPECIES, values, at);
  }

  /** Eight bytes are the smallest vector: with fewer lanes, the table is used. */
  @Override
  public void scale(byte[] pixels, int from, double[] to, int at, int count) {
    int j = 0;
    if (BYTES != null) {
      for (; j + LANES <= count; j += LANES) {
        ByteVector bytes = ByteVector.fromArray(BYTES, pixels, from + j);
        IntVector whole = ((IntVector) bytes.castShape(INTEGERS, 0)).and(0xFF);
        FloatVector scaled = ((FloatVector) whole.castShape(FLOATS, 0)).div(255f);
        ((DoubleVector) scaled.castShape(SPECIES, 0)).intoArray(to, at + j);
      }
    }
    PlainElements.INSTANCE.scale(pixels, from + j, to, at + j, count - j);
  }

  @Override
  public void rectify(Matrix x, Matrix y) {
    int i = 0;
    for (; i + LANES <= y.size(); i += LANES) {
      load(x.values(), x.offset() + i).max(0.0).intoArray(y.values(), y.offset() + i);
    }
    PlainElements.rectify(x, y, i);
  }

  @Override
  public void rectifyGradient(Matrix y, Matrix d) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    int i = 0;
    for (; i + LANES <= d.size(); i += LANES) {
      VectorMask<Double> on = load(y.values(), y.offset() + i).compare(VectorOperators.GT, 0.0);
      zero.blend(load(d.values(), d.offset() + i), on).intoArray(d.values(), d.offset() + i);
    }
    PlainElements.rectifyGradient(y, d, i);
  }

  @Override
  public void addSums(Matrix x, Matrix sums) {
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      DoubleVector sum = load(sums.values(), sums.offset() + j);
      for (int i = 0; i < x.rows(); i++) {
        sum = sum.add(load(x.values(), x.row(i) + j));
      }
      sum.intoArray(sums.values(), sums.offset() + j);
    }
    PlainElements.addSums(x, sums, j);
  }

  @Override
  public void addSquares(Matrix x, double[] mean, double[] sums) {
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      DoubleVector centre = load(mean, j);
      DoubleVector sum = load(sums, j);
      for (int i = 0; i < x.rows(); i++) {
        DoubleVector centred = load(x.values(), x.row(i) + j).sub(centre);
        sum = centred.fma(centred, sum);
      }
      sum.intoArray(sums, j);
    }
    PlainElements.addSquares(x, mean, sums, j);
  }

  @Override
  public void addProducts(Matrix x, Matrix y, double[] sums) {
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      DoubleVector sum = load(sums, j);
      for (int i = 0; i < x.rows(); i++) {
        sum = load(x.values(), x.row(i) + j).fma(load(y.values(), y.row(i) + j), sum);
      }
      sum.intoArray(sums, j);
    }
    PlainElements.addProducts(x, y, sums, j);
  }

  @Override
  public void standardise(
      Matrix x, double[] mean, double[] inverse, Matrix gammaBeta, Matrix normal, Matrix y) {
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      DoubleVector centre = load(mean, j);
      DoubleVector factor = load(inverse, j);
      DoubleVector gamma = load(gammaBeta.values(), gammaBeta.offset() + j);
      DoubleVector beta = load(gammaBeta.values(), gammaBeta.offset() + x.columns() + j);
      for (int i = 0; i < x.rows(); i++) {
        DoubleVector standard = load(x.values(), x.row(i) + j).sub(centre).mul(factor);
        standard.intoArray(normal.values(), normal.row(i) + j);
        gamma.fma(standard, beta).intoArray(y.values(), y.row(i) + j);
      }
    }
    PlainElements.standardise(x, mean, inverse, gammaBeta, normal, y, j);
  }

  @Override
  public void standardiseGradient(
      Matrix normal, double[] scale, double[] tilt, double[] shift, Matrix d) {
    int j = 0;
    for (; j + LANES <= d.columns(); j += LANES) {
      DoubleVector factor = load(scale, j);
      DoubleVector slope = load(tilt, j);
      DoubleVector centre = load(shift, j);
      for (int i = 0; i < d.rows(); i++) {
        DoubleVector centred = load(d.values(), d.row(i) + j).sub(centre);
        DoubleVector standard = load(normal.values(), normal.row(i) + j);
        factor.mul(standard.neg().fma(slope, centred)).intoArray(d.values(), d.row(i) + j);
      }
    }
    PlainElements.standardiseGradient(normal, scale, tilt, shift, d, j);
  }
}

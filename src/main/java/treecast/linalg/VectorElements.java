package treecast.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
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

  private VectorElements() {}

  private static DoubleVector load(double[] values, int at) {
    return DoubleVector.fromArray(SPECIES, values, at);
  }

  @Override
  public void scale(byte[] pixels, int from, FlatArray to, int at, int count) {
    int done = VectorPixels.scale(pixels, from, to.doubles(), at, count);
    PlainElements.INSTANCE.scale(pixels, from + done, to, at + done, count - done);
  }

  @Override
  public void rectify(Matrix x, Matrix y) {
    double[] from = x.values();
    double[] to = y.values();
    int i = 0;
    for (; i + LANES <= y.size(); i += LANES) {
      load(from, x.offset() + i).max(0).intoArray(to, y.offset() + i);
    }
    PlainElements.rectify(x, y, i);
  }

  @Override
  public void rectifyGradient(Matrix y, Matrix d) {
    double[] from = y.values();
    double[] to = d.values();
    DoubleVector zero = DoubleVector.zero(SPECIES);
    int i = 0;
    for (; i + LANES <= d.size(); i += LANES) {
      VectorMask<Double> on = load(from, y.offset() + i).compare(VectorOperators.GT, zero);
      zero.blend(load(to, d.offset() + i), on).intoArray(to, d.offset() + i);
    }
    PlainElements.rectifyGradient(y, d, i);
  }

  @Override
  public void multiply(Matrix x, Matrix factor, Matrix y) {
    double[] left = x.values();
    double[] right = factor.values();
    double[] to = y.values();
    int i = 0;
    for (; i + LANES <= y.size(); i += LANES) {
      DoubleVector factors = load(right, factor.offset() + i);
      load(left, x.offset() + i).mul(factors).intoArray(to, y.offset() + i);
    }
    PlainElements.multiply(x, factor, y, i);
  }

  @Override
  public void addSums(Matrix x, Matrix sums) {
    double[] from = x.values();
    double[] to = sums.values();
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      DoubleVector sum = load(to, sums.offset() + j);
      for (int i = 0; i < x.rows(); i++) {
        sum = sum.add(load(from, x.row(i) + j));
      }
      sum.intoArray(to, sums.offset() + j);
    }
    PlainElements.addSums(x, sums, j);
  }

  @Override
  public void addSquares(Matrix x, FlatArray mean, FlatArray sums) {
    double[] from = x.values();
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      DoubleVector centre = load(mean.doubles(), j);
      DoubleVector sum = load(sums.doubles(), j);
      for (int i = 0; i < x.rows(); i++) {
        DoubleVector centred = load(from, x.row(i) + j).sub(centre);
        sum = centred.fma(centred, sum);
      }
      sum.intoArray(sums.doubles(), j);
    }
    PlainElements.addSquares(x, mean, sums, j);
  }

  @Override
  public void addProducts(Matrix x, Matrix y, FlatArray sums) {
    double[] left = x.values();
    double[] right = y.values();
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      DoubleVector sum = load(sums.doubles(), j);
      for (int i = 0; i < x.rows(); i++) {
        sum = load(left, x.row(i) + j).fma(load(right, y.row(i) + j), sum);
      }
      sum.intoArray(sums.doubles(), j);
    }
    PlainElements.addProducts(x, y, sums, j);
  }

  @Override
  public void standardise(
      Matrix x, FlatArray mean, FlatArray inverse, Matrix gammaBeta, Matrix normal, Matrix y) {
    double[] from = x.values();
    double[] w = gammaBeta.values();
    double[] standards = normal.values();
    double[] to = y.values();
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      DoubleVector centre = load(mean.doubles(), j);
      DoubleVector factor = load(inverse.doubles(), j);
      DoubleVector gamma = load(w, gammaBeta.offset() + j);
      DoubleVector beta = load(w, gammaBeta.offset() + x.columns() + j);
      for (int i = 0; i < x.rows(); i++) {
        DoubleVector standard = load(from, x.row(i) + j).sub(centre).mul(factor);
        standard.intoArray(standards, normal.row(i) + j);
        gamma.fma(standard, beta).intoArray(to, y.row(i) + j);
      }
    }
    PlainElements.standardise(x, mean, inverse, gammaBeta, normal, y, j);
  }

  @Override
  public void shiftAndScale(Matrix x, Matrix mean, FlatArray factor, Matrix beta, Matrix y) {
    double[] from = x.values();
    double[] to = y.values();
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      DoubleVector centre = load(mean.values(), mean.offset() + j);
      DoubleVector slope = load(factor.doubles(), j);
      DoubleVector shift = load(beta.values(), beta.offset() + j);
      for (int i = 0; i < x.rows(); i++) {
        DoubleVector centred = load(from, x.row(i) + j).sub(centre);
        slope.fma(centred, shift).intoArray(to, y.row(i) + j);
      }
    }
    PlainElements.shiftAndScale(x, mean, factor, beta, y, j);
  }

  @Override
  public void standardiseGradient(
      Matrix normal, FlatArray scale, FlatArray tilt, FlatArray shift, Matrix d) {
    double[] standards = normal.values();
    double[] values = d.values();
    int j = 0;
    for (; j + LANES <= d.columns(); j += LANES) {
      DoubleVector factor = load(scale.doubles(), j);
      DoubleVector slope = load(tilt.doubles(), j);
      DoubleVector centre = load(shift.doubles(), j);
      for (int i = 0; i < d.rows(); i++) {
        DoubleVector centred = load(values, d.row(i) + j).sub(centre);
        DoubleVector standard = load(standards, normal.row(i) + j);
        factor.mul(standard.neg().fma(slope, centred)).intoArray(values, d.row(i) + j);
      }
    }
    PlainElements.standardiseGradient(normal, scale, tilt, shift, d, j);
  }
}

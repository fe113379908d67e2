package treecast.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Element-wise operations with the machine's vector instructions. The JIT of Java 17 vectorises few
 * of them by itself, and some only if a branch is hard to predict.
 *
 * <p>Operations over rows go down one vector of columns after the other, so that values of the
 * columns stay in registers. The remaining columns, which fill no whole vector, are computed as in
 * {@link FloatPlainElements}.
 */
final class FloatVectorElements implements Elements {
  static final FloatVectorElements INSTANCE = new FloatVectorElements();

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private FloatVectorElements() {}

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }

  @Override
  public void scale(byte[] pixels, int from, FlatArray to, int at, int count) {
    int done = FloatVectorPixels.scale(pixels, from, to.floats(), at, count);
    FloatPlainElements.INSTANCE.scale(pixels, from + done, to, at + done, count - done);
  }

  @Override
  public void rectify(Matrix x, Matrix y) {
    float[] from = x.floats();
    float[] to = y.floats();
    int i = 0;
    for (; i + LANES <= y.size(); i += LANES) {
      load(from, x.offset() + i).max(0).intoArray(to, y.offset() + i);
    }
    FloatPlainElements.rectify(x, y, i);
  }

  @Override
  public void rectifyGradient(Matrix y, Matrix d) {
    float[] from = y.floats();
    float[] to = d.floats();
    FloatVector zero = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i + LANES <= d.size(); i += LANES) {
      VectorMask<Float> on = load(from, y.offset() + i).compare(VectorOperators.GT, zero);
      zero.blend(load(to, d.offset() + i), on).intoArray(to, d.offset() + i);
    }
    FloatPlainElements.rectifyGradient(y, d, i);
  }

  @Override
  public void multiply(Matrix x, Matrix factor, Matrix y) {
    float[] left = x.floats();
    float[] right = factor.floats();
    float[] to = y.floats();
    int i = 0;
    for (; i + LANES <= y.size(); i += LANES) {
      FloatVector factors = load(right, factor.offset() + i);
      load(left, x.offset() + i).mul(factors).intoArray(to, y.offset() + i);
    }
    FloatPlainElements.multiply(x, factor, y, i);
  }

  @Override
  public void addSums(Matrix x, Matrix sums) {
    float[] from = x.floats();
    float[] to = sums.floats();
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      FloatVector sum = load(to, sums.offset() + j);
      for (int i = 0; i < x.rows(); i++) {
        sum = sum.add(load(from, x.row(i) + j));
      }
      sum.intoArray(to, sums.offset() + j);
    }
    FloatPlainElements.addSums(x, sums, j);
  }

  @Override
  public void addSquares(Matrix x, FlatArray mean, FlatArray sums) {
    float[] from = x.floats();
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      FloatVector centre = load(mean.floats(), j);
      FloatVector sum = load(sums.floats(), j);
      for (int i = 0; i < x.rows(); i++) {
        FloatVector centred = load(from, x.row(i) + j).sub(centre);
        sum = centred.fma(centred, sum);
      }
      sum.intoArray(sums.floats(), j);
    }
    FloatPlainElements.addSquares(x, mean, sums, j);
  }

  @Override
  public void addProducts(Matrix x, Matrix y, FlatArray sums) {
    float[] left = x.floats();
    float[] right = y.floats();
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      FloatVector sum = load(sums.floats(), j);
      for (int i = 0; i < x.rows(); i++) {
        sum = load(left, x.row(i) + j).fma(load(right, y.row(i) + j), sum);
      }
      sum.intoArray(sums.floats(), j);
    }
    FloatPlainElements.addProducts(x, y, sums, j);
  }

  @Override
  public void standardise(
      Matrix x, FlatArray mean, FlatArray inverse, Matrix gammaBeta, Matrix normal, Matrix y) {
    float[] from = x.floats();
    float[] w = gammaBeta.floats();
    float[] standards = normal.floats();
    float[] to = y.floats();
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      FloatVector centre = load(mean.floats(), j);
      FloatVector factor = load(inverse.floats(), j);
      FloatVector gamma = load(w, gammaBeta.offset() + j);
      FloatVector beta = load(w, gammaBeta.offset() + x.columns() + j);
      for (int i = 0; i < x.rows(); i++) {
        FloatVector standard = load(from, x.row(i) + j).sub(centre).mul(factor);
        standard.intoArray(standards, normal.row(i) + j);
        gamma.fma(standard, beta).intoArray(to, y.row(i) + j);
      }
    }
    FloatPlainElements.standardise(x, mean, inverse, gammaBeta, normal, y, j);
  }

  @Override
  public void shiftAndScale(Matrix x, Matrix mean, FlatArray factor, Matrix beta, Matrix y) {
    float[] from = x.floats();
    float[] to = y.floats();
    int j = 0;
    for (; j + LANES <= x.columns(); j += LANES) {
      FloatVector centre = load(mean.floats(), mean.offset() + j);
      FloatVector slope = load(factor.floats(), j);
      FloatVector shift = load(beta.floats(), beta.offset() + j);
      for (int i = 0; i < x.rows(); i++) {
        FloatVector centred = load(from, x.row(i) + j).sub(centre);
        slope.fma(centred, shift).intoArray(to, y.row(i) + j);
      }
    }
    FloatPlainElements.shiftAndScale(x, mean, factor, beta, y, j);
  }

  @Override
  public void standardiseGradient(
      Matrix normal, FlatArray scale, FlatArray tilt, FlatArray shift, Matrix d) {
    float[] standards = normal.floats();
    float[] values = d.floats();
    int j = 0;
    for (; j + LANES <= d.columns(); j += LANES) {
      FloatVector factor = load(scale.floats(), j);
      FloatVector slope = load(tilt.floats(), j);
      FloatVector centre = load(shift.floats(), j);
      for (int i = 0; i < d.rows(); i++) {
        FloatVector centred = load(values, d.row(i) + j).sub(centre);
        FloatVector standard = load(standards, normal.row(i) + j);
        factor.mul(standard.neg().fma(slope, centred)).intoArray(values, d.row(i) + j);
      }
    }
    FloatPlainElements.standardiseGradient(normal, scale, tilt, shift, d, j);
  }
}

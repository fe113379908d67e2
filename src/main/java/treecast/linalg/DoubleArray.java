package treecast.linalg;

import java.io.IOException;
import java.util.Arrays;

/** Flat array of doubles. */
public record DoubleArray(double[] values) implements FlatArray {

  @Override
  public Precision precision() {
    return Precision.DOUBLE;
  }

  @Override
  public int length() {
    return values.length;
  }

  @Override
  public double get(int index) {
    return values[index];
  }

  @Override
  public void set(int index, double value) {
    values[index] = value;
  }

  @Override
  public double[] doubles() {
    return values;
  }

  @Override
  public float[] floats() {
    throw new UnsupportedOperationException("expected an array of floats, found one of doubles");
  }

  @Override
  public double[] widened() {
    return values;
  }

  @Override
  public double[] widened(double[] buffer) {
    return values;
  }

  @Override
  public void fill(int from, int to, double value) {
    Arrays.fill(values, from, to, value);
  }

  @Override
  public void fillRuns(int from, int count, int stride, int runs, double value) {
    double number = value;
    for (int first = from, last = from + runs * stride; first < last; first += stride) {
      for (int i = 0; i < count; i++) {
        values[first + i] = number;
      }
    }
  }

  @Override
  public void put(int at, double[] numbers, int from, int count) {
    System.arraycopy(numbers, from, values, at, count);
  }

  @Override
  public void copyTo(int from, FlatArray to, int at, int count) {
    System.arraycopy(values, from, to.doubles(), at, count);
  }

  @Override
  public void addAll(FlatArray other) {
    double[] added = other.doubles();
    for (int i = 0; i < values.length; i++) {
      values[i] += added[i];
    }
  }

  @Override
  public void copyStrided(int from, int stride, FlatArray to, int at, int count) {
    double[] target = to.doubles();
    for (int i = 0; i < count; i++) {
      target[at + i] = values[from + i * stride];
    }
  }

  @Override
  public void addStrided(int from, FlatArray to, int at, int stride, int count) {
    double[] target = to.doubles();
    if (stride == 1) {
      for (int i = 0; i < count; i++) {
        target[at + i] += values[from + i];
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      target[at + i * stride] += values[from + i];
    }
  }

  @Override
  public void keepLarger(int from, int stride, int[] indices, int at, int count) {
    for (int i = 0; i < count; i++) {
      int other = from + i * stride;
      int best = indices[at + i];
      indices[at + i] = values[other] > values[best] ? other : best;
    }
  }

  @Override
  public void gather(int[] indices, FlatArray to, int count) {
    double[] target = to.doubles();
    for (int i = 0; i < count; i++) {
      target[i] = values[indices[i]];
    }
  }

  @Override
  public void scatterAdd(int from, FlatArray to, int[] indices, int shift, int count) {
    double[] target = to.doubles();
    for (int i = 0; i < count; i++) {
      target[indices[i] + shift] += values[from + i];
    }
  }

  @Override
  public void encode(RawDoubles.Sink sink) throws IOException {
    RawDoubles.encode(values, sink);
  }
}

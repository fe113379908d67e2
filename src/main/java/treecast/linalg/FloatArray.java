package treecast.linalg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Flat array of floats: a number that is written is rounded to the nearest float. */
public record FloatArray(float[] values) implements FlatArray {

  @Override
  public Precision precision() {
    return Precision.SINGLE;
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
    values[index] = (float) value;
  }

  @Override
  public double[] doubles() {
    throw new UnsupportedOperationException(
        "expected an array of doubles, found one of floats, as with precision = single");
  }

  @Override
  public float[] floats() {
    return values;
  }

  @Override
  public double[] widened() {
    return widened(new double[values.length]);
  }

  @Override
  public double[] widened(double[] buffer) {
    double[] wide = buffer.length == values.length ? buffer : new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  @Override
  public void fill(int from, int to, double value) {
    Arrays.fill(values, from, to, (float) value);
  }

  @Override
  public void fillRuns(int from, int count, int stride, int runs, double value) {
    float number = (float) value;
    for (int first = from, last = from + runs * stride; first < last; first += stride) {
      for (int i = 0; i < count; i++) {
        values[first + i] = number;
      }
    }
  }

  @Override
  public void put(int at, double[] numbers, int from, int count) {
    for (int i = 0; i < count; i++) {
      values[at + i] = (float) numbers[from + i];
    }
  }

  @Override
  public void copyTo(int from, FlatArray to, int at, int count) {
    System.arraycopy(values, from, to.floats(), at, count);
  }

  @Override
  public void addAll(FlatArray other) {
    float[] added = other.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] += added[i];
    }
  }

  @Override
  public void copyStrided(int from, int stride, FlatArray to, int at, int count) {
    float[] target = to.floats();
    for (int i = 0; i < count; i++) {
      target[at + i] = values[from + i * stride];
    }
  }

  @Override
  public void addStrided(int from, FlatArray to, int at, int stride, int count) {
    float[] target = to.floats();
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
    float[] target = to.floats();
    for (int i = 0; i < count; i++) {
      target[i] = values[indices[i]];
    }
  }

  @Override
  public void scatterAdd(int from, FlatArray to, int[] indices, int shift, int count) {
    float[] target = to.floats();
    for (int i = 0; i < count; i++) {
      target[indices[i] + shift] += values[from + i];
    }
  }

  @Override
  public void encode(RawDoubles.Sink sink) throws IOException {
    byte[] bytes = new byte[Math.min(RawDoubles.PIECE, values.length) * Float.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < values.length; at += RawDoubles.PIECE) {
      int count = Math.min(RawDoubles.PIECE, values.length - at);
      buffer.asFloatBuffer().put(values, at, count);
      sink.take(bytes, count * Float.BYTES);
    }
  }

  /** The array whose bytes {@link #encode} gave. */
  static FloatArray decode(int length, RawDoubles.Source source) throws IOException {
    float[] values = new float[length];
    byte[] bytes = new byte[Math.min(RawDoubles.PIECE, length) * Float.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < length; at += RawDoubles.PIECE) {
      int count = Math.min(RawDoubles.PIECE, length - at);
      source.give(bytes, count * Float.BYTES);
      buffer.asFloatBuffer().get(values, at, count);
    }
    return new FloatArray(values);
  }
}

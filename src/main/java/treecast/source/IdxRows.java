package treecast.source;

import java.util.Arrays;
import treecast.data.ByteRows;
import treecast.data.RealRows;
import treecast.data.Rows;
import treecast.linalg.Shape;

/**
 * Buffer of rows that are read from an IDX file: unsigned bytes stay bytes, other numbers become
 * doubles.
 */
final class IdxRows {
  private final byte[] bytes;
  private final double[] numbers;
  private int filled;

  private IdxRows(byte[] bytes, double[] numbers) {
    this.bytes = bytes;
    this.numbers = numbers;
  }

  /**
   * Buffer without any row.
   *
   * @param length number of values, those of all its rows
   */
  static IdxRows of(IdxFile file, int length) {
    return file.type() == IdxType.UNSIGNED_BYTE
        ? new IdxRows(new byte[length], new double[0])
        : new IdxRows(new byte[0], new double[length]);
  }

  /** Reads the next values of the file behind those that are there. */
  void read(IdxFile file, int count) {
    if (file.type() == IdxType.UNSIGNED_BYTE) {
      file.read(bytes, filled, count);
    } else {
      file.read(numbers, filled, count);
    }
    filled += count;
  }

  /** Number of values that have been read. */
  int count() {
    return filled;
  }

  /** Value by its index. */
  double at(int i) {
    return bytes.length > 0 ? Byte.toUnsignedInt(bytes[i]) : numbers[i];
  }

  /** The rows, as they are in the file. */
  Rows rows(int features) {
    return bytes.length > 0 ? new ByteRows(features, bytes) : new RealRows(features, numbers);
  }

  /** The rows with height and width of each image exchanged. */
  Rows transposed(Shape stored) {
    int features = stored.size();
    int[] places = places(stored);
    byte[] turnedBytes = new byte[bytes.length];
    double[] turned = new double[numbers.length];
    for (int row = 0; row < filled; row += features) {
      for (int i = 0; i < features; i++) {
        if (bytes.length > 0) {
          turnedBytes[row + i] = bytes[row + places[i]];
        } else {
          turned[row + i] = numbers[row + places[i]];
        }
      }
    }
    return new IdxRows(turnedBytes, turned).rows(features);
  }

  /** Place in a stored image of each value of the transposed one. */
  private static int[] places(Shape stored) {
    int height = stored.height();
    int width = stored.width();
    int[] places = new int[stored.size()];
    Arrays.setAll(
        places,
        i -> {
          int channel = i / (height * width);
          int place = i % (height * width);
          return channel * height * width + place % height * width + place / height;
        });
    return places;
  }
}

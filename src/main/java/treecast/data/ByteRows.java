package treecast.data;

import java.util.Arrays;
import treecast.linalg.Elements;
import treecast.linalg.Matrix;

/**
 * Rows of unsigned bytes, such as pixels; the input of a network is byte / 255.
 *
 * @param features number of bytes in a row
 * @param bytes rows x features, row by row, 0 to 255 each
 */
public record ByteRows(int features, byte[] bytes) implements Rows {
  @Override
  public void gather(int[] rows, Matrix x) {
    Elements elements = Elements.fastest(x.precision());
    for (int i = 0; i < x.rows(); i++) {
      elements.scale(bytes, rows[i] * features, x.array(), x.row(i), features);
    }
  }

  @Override
  public ByteRows first(int rows) {
    return new ByteRows(features, Arrays.copyOf(bytes, rows * features));
  }
}

package treecast.nn;

import java.util.Arrays;

/**
 * Rows that are made of channels of equally many elements each.
 *
 * @param count number of channels
 * @param pixels elements of each
 */
record Channels(int count, int pixels) {

  /** Elements of a row. */
  int size() {
    return count * pixels;
  }

  /** Puts the sum of each channel, elements in ascending order, where its number is. */
  void fold(double[] row) {
    if (pixels == 1) {
      return;
    }
    for (int c = 0; c < count; c++) {
      double sum = 0;
      for (int j = c * pixels; j < (c + 1) * pixels; j++) {
        sum += row[j];
      }
      row[c] = sum;
    }
  }

  /**
   * Gives each element of a channel what stands where the channel's number is.
   *
   * @param offset where the row begins
   */
  void spread(double[] values, int offset) {
    if (pixels == 1) {
      return;
    }
    for (int c = count - 1; c >= 0; c--) {
      int from = offset + c * pixels;
      Arrays.fill(values, from, from + pixels, values[offset + c]);
    }
  }
}

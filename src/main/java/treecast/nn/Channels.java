package treecast.nn;

import treecast.linalg.FlatArray;

/**
 * Channels of a row, each with the same number of elements.
 *
 * @param count number of channels
 * @param pixels number of elements of each channel
 */
record Channels(int count, int pixels) {

  /** Number of elements of a row. */
  int size() {
    return count * pixels;
  }

  /** Replaces the first elements of a row by the sums of its channels, added in ascending order. */
  void fold(FlatArray row) {
    if (pixels == 1) {
      return;
    }
    for (int c = 0; c < count; c++) {
      double sum = 0;
      for (int j = c * pixels; j < (c + 1) * pixels; j++) {
        sum += row.get(j);
      }
      row.set(c, sum);
    }
  }

  /**
   * Copies the first elements of a row, one for each channel, to all elements of their channels.
   *
   * @param offset index of the row's first element
   */
  void spread(FlatArray values, int offset) {
    if (pixels == 1) {
      return;
    }
    for (int c = count - 1; c >= 0; c--) {
      int from = offset + c * pixels;
      values.fill(from, from + pixels, values.get(offset + c));
    }
  }
}

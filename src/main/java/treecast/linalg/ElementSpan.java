package treecast.linalg;

/**
 * Span of a window's element: the pixels of a channel that the element covers while the window
 * moves, a grid of {@code rows} x {@code count} pixels at a distance of the stride. Padding is left
 * out.
 *
 * @param pixel index of the first pixel in the channel
 * @param position index of the window's position at which the element covers that pixel; the
 *     following pixels belong to the following positions
 * @param rows number of rows of the grid
 * @param count number of pixels in a row of the grid
 */
public record ElementSpan(int pixel, int position, int rows, int count) {
  private static final ElementSpan NOTHING = new ElementSpan(0, 0, 0, 0);

  /**
   * Span of an element.
   *
   * @param element index of the element in the window, row by row
   * @param down number of vertical positions of the window
   * @param across number of horizontal positions of the window
   */
  static ElementSpan by(int element, Shape image, Window window, int down, int across) {
    int stride = window.stride();
    int below = element / window.width() - window.padding();
    int right = element % window.width() - window.padding();
    int top = firstInside(below, stride);
    int left = firstInside(right, stride);
    int rows = Math.min(down, endInside(below, image.height(), stride)) - top;
    int count = Math.min(across, endInside(right, image.width(), stride)) - left;
    if (rows <= 0 || count <= 0) {
      return NOTHING;
    }
    int pixel = (top * stride + below) * image.width() + left * stride + right;
    return new ElementSpan(pixel, top * across + left, rows, count);
  }

  /**
   * First position along an axis at which the element is not before the image.
   *
   * @param shift offset of the element from the window's position, in pixels
   */
  private static int firstInside(int shift, int stride) {
    return shift >= 0 ? 0 : (stride - 1 - shift) / stride;
  }

  /** Position after the last one at which the element is not behind the image. */
  private static int endInside(int shift, int extent, int stride) {
    return shift >= extent ? 0 : (extent - 1 - shift) / stride + 1;
  }

  /** Number of positions from the first to the last one, including those between the rows. */
  int extent(int across) {
    return rows == 0 ? 0 : (rows - 1) * across + count;
  }
}

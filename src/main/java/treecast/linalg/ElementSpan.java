package treecast.linalg;

/**
 * The pixels of a channel that one element of a window sees: so many rows of so many, a stride
 * apart. Padding is left out.
 *
 * @param pixel the first of them, counted in the channel
 * @param place the place at which it is seen; the others are seen at its neighbours
 */
public record ElementSpan(int pixel, int place, int rows, int count) {
  private static final ElementSpan NOTHING = new ElementSpan(0, 0, 0, 0);

  /**
   * What an element sees.
   *
   * @param element its number in the window, row by row
   * @param down places below one another
   * @param across places beside one another
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
   * The first place along an axis at which an element is not before the image.
   *
   * @param shift how far behind the place it lies, in pixels
   */
  private static int firstInside(int shift, int stride) {
    return shift >= 0 ? 0 : (stride - 1 - shift) / stride;
  }

  /** The place behind the last one at which it is not behind the image. */
  private static int endInside(int shift, int extent, int stride) {
    return shift >= extent ? 0 : (extent - 1 - shift) / stride + 1;
  }

  /** Places from the first to the last, with those that lie between the rows. */
  int extent(int across) {
    return rows == 0 ? 0 : (rows - 1) * across + count;
  }
}

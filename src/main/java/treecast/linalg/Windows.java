package treecast.linalg;

/**
 * Positions of a window on an image, from the upper left, row by row, with {@link #im2col} and
 * {@link #col2im}. Pixels at the right and at the bottom that no whole stride reaches are ignored.
 *
 * <p>The copy that {@link #im2col} makes of one image has {@link #size} x {@link #positions}
 * elements; without padding, this is at most the size of the image times the number of pixels in
 * the window. Layers copy one image at a time.
 */
public final class Windows {
  private final Shape image;
  private final Window window;
  private final int down;
  private final int across;
  private final ElementSpan[] seen;

  /**
   * Positions of a window on images of a shape.
   *
   * @throws IllegalArgumentException if the window does not fit the padded image, or if the copy of
   *     an image's windows does not fit one array
   */
  public Windows(Shape image, Window window) {
    this.image = image;
    this.window = window;
    down = positions(image, image.height(), window.height(), window);
    across = positions(image, image.width(), window.width(), window);
    double copied = (double) image.channels() * window.height() * window.width() * down * across;
    if (copied > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "expected windows that fit one array, found %s on images of %s".formatted(window, image));
    }
    seen = new ElementSpan[window.height() * window.width()];
    for (int element = 0; element < seen.length; element++) {
      seen[element] = ElementSpan.by(element, image, window, down, across);
    }
  }

  /**
   * Number of positions of a window along one axis, as a real number: it is not whole if the last
   * step would leave the image. This is {@code conv_output_size} of the book's listings.
   *
   * @param input the image's extent, in pixels
   * @param window the window's extent, in pixels
   * @param stride the distance between positions, in pixels
   * @param padding zeros added on both sides, in pixels
   */
  public static double positions(int input, int window, int stride, int padding) {
    return (input + 2.0 * padding - window) / stride + 1;
  }

  private static int positions(Shape image, int input, int extent, Window window) {
    double positions = positions(input, extent, window.stride(), window.padding());
    if (positions < 1) {
      throw new IllegalArgumentException(
          "expected a window that fits images of %s, found %s".formatted(image, window));
    }
    return (int) positions;
  }

  /** Number of vertical positions: the height of the output. */
  public int down() {
    return down;
  }

  /** Number of horizontal positions: the width of the output. */
  public int across() {
    return across;
  }

  /** Number of positions: {@link #down} x {@link #across}. */
  public int positions() {
    return down * across;
  }

  /** Number of elements of the window over all channels. */
  public int size() {
    return image.channels() * seen.length;
  }

  /** Number of elements of the window in each channel. */
  public int elements() {
    return seen.length;
  }

  /**
   * Span of pixels in a channel that an element of the window covers.
   *
   * @param element index of the element in the window, row by row
   */
  public ElementSpan seen(int element) {
    return seen[element];
  }

  /**
   * Copies the elements of the window at every position of an image (im2col). Padding is 0.
   *
   * @param from array of the image, channel by channel
   * @param offset index of the image's first pixel in the array
   * @param columns size x positions; receives a column for each position, with a row for each
   *     element of the window: channel by channel, row by row
   */
  public void im2col(FlatArray from, int offset, Matrix columns) {
    requireShape(columns);
    for (int row = 0; row < size(); row++) {
      ElementSpan part = seen[row % seen.length];
      int pixel = offset + row / seen.length * image.pixels() + part.pixel();
      int position = columns.row(row) + part.position();
      if (window.stride() == 1 && across == image.width()) {
        // All rows at once, including the elements between them, which are padding and cleared
        // below.
        from.copyTo(pixel, columns.array(), position, part.extent(across));
      } else {
        copyRows(from, pixel, columns.array(), position, part);
      }
      if (window.padding() > 0) {
        clearPadding(columns.array(), columns.row(row), part);
      }
    }
  }

  private void copyRows(
      FlatArray from, int pixel, FlatArray columns, int position, ElementSpan part) {
    for (int i = 0; i < part.rows(); i++) {
      int first = pixel + i * image.width() * window.stride();
      copyRun(from, first, columns, position + i * across, part.count());
    }
  }

  /**
   * Sets the elements of one row of columns to zero at positions where they are outside of the
   * image.
   */
  private void clearPadding(FlatArray columns, int begin, ElementSpan part) {
    int seen = begin + part.position();
    columns.fill(begin, seen, 0);
    for (int i = 1; i < part.rows(); i++, seen += across) {
      columns.fill(seen + part.count(), seen + across, 0);
    }
    columns.fill(seen + part.count(), begin + positions(), 0);
  }

  private void copyRun(FlatArray from, int pixel, FlatArray columns, int position, int count) {
    if (window.stride() == 1) {
      from.copyTo(pixel, columns, position, count);
    } else {
      from.copyStrided(pixel, window.stride(), columns, position, count);
    }
  }

  /**
   * Adds each element of the windows to the pixel that it was copied from: the transpose of {@link
   * #im2col}. Elements of the padding are dropped.
   *
   * @param columns size x positions
   * @param to array of the image, to which the elements are added
   * @param offset index of the image's first pixel in the array
   */
  public void col2im(Matrix columns, FlatArray to, int offset) {
    requireShape(columns);
    for (int row = 0; row < size(); row++) {
      ElementSpan part = seen[row % seen.length];
      int pixel = offset + row / seen.length * image.pixels() + part.pixel();
      int position = columns.row(row) + part.position();
      for (int i = 0; i < part.rows(); i++) {
        columns.array().addStrided(position, to, pixel, window.stride(), part.count());
        pixel += image.width() * window.stride();
        position += across;
      }
    }
  }

  private void requireShape(Matrix columns) {
    if (columns.rows() != size() || columns.columns() != positions()) {
      throw new IllegalArgumentException(
          "expected columns of %d x %d, found %d x %d"
              .formatted(size(), positions(), columns.rows(), columns.columns()));
    }
  }
}

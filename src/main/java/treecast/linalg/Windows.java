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
      if (keepsWidth()) {
        copyAtOnce(from, pixel, columns.array(), columns.row(row), part);
      } else {
        copyLines(from, pixel, columns, row, part);
      }
    }
  }

  /** Whether neighbouring positions are neighbouring pixels, from one line to the next as well. */
  private boolean keepsWidth() {
    return window.stride() == 1 && across == image.width();
  }

  /** Copies all lines at once, including the padding between them, which is cleared then. */
  private void copyAtOnce(
      FlatArray from, int pixel, FlatArray columns, int begin, ElementSpan part) {
    int first = begin + part.position();
    int extent = part.extent(across);
    from.copyTo(pixel, columns, first, extent);
    columns.fill(begin, first, 0);
    fillGaps(columns, first, part, 0);
    columns.fill(first + extent, begin + positions(), 0);
  }

  private void fillGaps(FlatArray columns, int first, ElementSpan part, double value) {
    columns.fillRuns(first + part.count(), across - part.count(), across, part.rows() - 1, value);
  }

  /**
   * Copies line by line. What an element of the window sees in one line, the element a stride above
   * it has seen one line further down: these lines are copied from there, all but the last.
   */
  private void copyLines(FlatArray from, int pixel, Matrix columns, int row, ElementSpan part) {
    FlatArray to = columns.array();
    int line = 0;
    int begin = columns.row(row);
    if (row % seen.length / window.width() >= window.stride()) {
      line = down - 1;
      int above = columns.row(row - window.stride() * window.width());
      to.copyTo(above + across, to, begin, line * across);
    }
    int first = part.position() / across;
    for (; line < down; line++) {
      int at = begin + line * across;
      if (line < first || line >= first + part.rows()) {
        to.fill(at, at + across, 0);
      } else {
        int seen = at + part.position() % across;
        to.fill(at, seen, 0);
        copyRun(from, pixel + (line - first) * image.width() * window.stride(), to, seen, part);
        to.fill(seen + part.count(), at + across, 0);
      }
    }
  }

  private void copyRun(FlatArray from, int pixel, FlatArray columns, int at, ElementSpan part) {
    if (window.stride() == 1) {
      from.copyTo(pixel, columns, at, part.count());
    } else {
      from.copyStrided(pixel, window.stride(), columns, at, part.count());
    }
  }

  /**
   * Adds each element of the windows to the pixel that it was copied from: the transpose of {@link
   * #im2col}. Elements of the padding are dropped.
   *
   * @param columns size x positions; elements of the padding may be overwritten
   * @param to array of the image, to which the elements are added
   * @param offset index of the image's first pixel in the array
   */
  public void col2im(Matrix columns, FlatArray to, int offset) {
    requireShape(columns);
    for (int row = 0; row < size(); row++) {
      ElementSpan part = seen[row % seen.length];
      int pixel = offset + row / seen.length * image.pixels() + part.pixel();
      int position = columns.row(row) + part.position();
      if (keepsWidth()) {
        // All lines at once. A sum with -0.0 is the other number, whatever it is.
        fillGaps(columns.array(), position, part, -0.0);
        columns.array().addStrided(position, to, pixel, 1, part.extent(across));
      } else {
        addLines(columns.array(), position, to, pixel, part);
      }
    }
  }

  private void addLines(
      FlatArray columns, int position, FlatArray to, int pixel, ElementSpan part) {
    for (int i = 0; i < part.rows(); i++) {
      int first = pixel + i * image.width() * window.stride();
      columns.addStrided(position + i * across, to, first, window.stride(), part.count());
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

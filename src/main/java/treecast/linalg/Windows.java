package treecast.linalg;

import java.util.Arrays;

/**
 * The places that a window takes on an image, from the upper left, row by row. Pixels at the right
 * and at the bottom that no whole step reaches are not seen.
 *
 * <p>The copy that {@link #im2col} makes of one image has {@link #size} x {@link #places} elements,
 * at most as many times the image as the window has pixels where nothing is padded. Layers make it
 * of one image at a time.
 */
public final class Windows {
  private final Shape image;
  private final Window window;
  private final int down;
  private final int across;
  private final ElementSpan[] seen;

  /**
   * The places on images of a shape.
   *
   * @throws IllegalArgumentException if the window does not fit the padded image, or if the copy of
   *     an image's windows does not fit one array
   */
  public Windows(Shape image, Window window) {
    this.image = image;
    this.window = window;
    down = places(image, image.height(), window.height(), window);
    across = places(image, image.width(), window.width(), window);
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
   * How many places a window takes along one axis, as a real number: a fraction says that the last
   * step would leave the image. {@code conv_output_size} of the book's listings.
   *
   * @param input the image's extent, in pixels
   * @param window the window's extent, in pixels
   * @param stride how far it moves, in pixels
   * @param padding zeros added on both sides, in pixels
   */
  public static double places(int input, int window, int stride, int padding) {
    return (input + 2.0 * padding - window) / stride + 1;
  }

  private static int places(Shape image, int input, int extent, Window window) {
    double places = places(input, extent, window.stride(), window.padding());
    if (places < 1) {
      throw new IllegalArgumentException(
          "expected a window that fits images of %s, found %s".formatted(image, window));
    }
    return (int) places;
  }

  /** Places below one another. */
  public int down() {
    return down;
  }

  /** Places beside one another. */
  public int across() {
    return across;
  }

  /** All places. */
  public int places() {
    return down * across;
  }

  /** Elements that a window sees, over all channels. */
  public int size() {
    return image.channels() * seen.length;
  }

  /** Number of elements that a window sees of each channel. */
  public int elements() {
    return seen.length;
  }

  /**
   * What an element sees of each channel.
   *
   * @param element its number in the window, row by row
   */
  public ElementSpan seen(int element) {
    return seen[element];
  }

  /**
   * Copies what the window sees of an image. Padding is 0.
   *
   * @param from array of the image, channel by channel
   * @param offset where in it the image begins
   * @param columns size x places; becomes a column for each place, with a row for each element of
   *     the window: channel by channel, row by row
   */
  public void im2col(double[] from, int offset, Matrix columns) {
    requireShape(columns);
    for (int row = 0; row < size(); row++) {
      ElementSpan part = seen[row % seen.length];
      int pixel = offset + row / seen.length * image.pixels() + part.pixel();
      int place = columns.row(row) + part.place();
      if (window.stride() == 1 && across == image.width()) {
        // All rows at once, with what lies between them: there is padding, which is cleared below.
        System.arraycopy(from, pixel, columns.values(), place, part.extent(across));
      } else {
        copyRows(from, pixel, columns.values(), place, part);
      }
      if (window.padding() > 0) {
        clearPadding(columns.values(), columns.row(row), part);
      }
    }
  }

  private void copyRows(double[] from, int pixel, double[] columns, int place, ElementSpan part) {
    for (int i = 0; i < part.rows(); i++) {
      int first = pixel + i * image.width() * window.stride();
      copyRun(from, first, columns, place + i * across, part.count());
    }
  }

  /** Zeros at the places of one row of columns where the element is outside of the image. */
  private void clearPadding(double[] columns, int begin, ElementSpan part) {
    int seen = begin + part.place();
    Arrays.fill(columns, begin, seen, 0);
    for (int i = 1; i < part.rows(); i++, seen += across) {
      Arrays.fill(columns, seen + part.count(), seen + across, 0);
    }
    Arrays.fill(columns, seen + part.count(), begin + places(), 0);
  }

  private void copyRun(double[] from, int pixel, double[] columns, int place, int count) {
    if (window.stride() == 1) {
      System.arraycopy(from, pixel, columns, place, count);
      return;
    }
    for (int j = 0; j < count; j++) {
      columns[place + j] = from[pixel + j * window.stride()];
    }
  }

  /**
   * Adds each element of the windows to the pixel that it was copied from: the transpose of {@link
   * #im2col}. What belongs to padding is dropped.
   *
   * @param columns size x places
   * @param to array of the image, to be added to
   * @param offset where in it the image begins
   */
  public void col2im(Matrix columns, double[] to, int offset) {
    requireShape(columns);
    for (int row = 0; row < size(); row++) {
      ElementSpan part = seen[row % seen.length];
      int pixel = offset + row / seen.length * image.pixels() + part.pixel();
      int place = columns.row(row) + part.place();
      for (int i = 0; i < part.rows(); i++) {
        addRun(columns.values(), place, to, pixel, part.count());
        pixel += image.width() * window.stride();
        place += across;
      }
    }
  }

  private void addRun(double[] columns, int place, double[] to, int pixel, int count) {
    if (window.stride() == 1) {
      for (int j = 0; j < count; j++) {
        to[pixel + j] += columns[place + j];
      }
      return;
    }
    for (int j = 0; j < count; j++) {
      to[pixel + j * window.stride()] += columns[place + j];
    }
  }

  private void requireShape(Matrix columns) {
    if (columns.rows() != size() || columns.columns() != places()) {
      throw new IllegalArgumentException(
          "windows of %d x %d expected, %d x %d given"
              .formatted(size(), places(), columns.rows(), columns.columns()));
    }
  }
}

package treecast.linalg;

/**
 * The places that a window takes on an image, from the upper left, row by row. Pixels at the right
 * and at the bottom that no whole step reaches are not seen.
 *
 * <p>The copy that {@link #im2col} makes of one image is {@link #size} x {@link #places}, about as
 * many times the image as a window has pixels. Nobody makes it of more than one image at a time.
 */
public record Windows(Shape image, Window window) {

  /**
   * Checks that there is a place.
   *
   * @throws IllegalArgumentException if the window does not fit the padded image, or if the copy of
   *     all windows does not fit one array
   */
  public Windows {
    long height = image.height() + 2L * window.padding();
    long width = image.width() + 2L * window.padding();
    if (window.height() > height || window.width() > width || height + width > 1 << 30) {
      throw new IllegalArgumentException(
          "a window of %s does not fit an image of %s".formatted(window, image));
    }
    long seen = (long) window.height() * window.width() * image.channels();
    long places =
        ((height - window.height()) / window.stride() + 1)
            * ((width - window.width()) / window.stride() + 1);
    if (Math.max(seen, places) > Integer.MAX_VALUE || seen * places > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "windows of %s on an image of %s are more than one array holds".formatted(window, image));
    }
  }

  /**
   * How many places a window takes along one axis, as a real number: a fraction says that the last
   * step would leave the image. The chapter's {@code conv_output_size}.
   *
   * @param input the image's extent, in pixels
   * @param window the window's extent, in pixels
   * @param stride how far it moves, in pixels
   * @param padding zeros added on both sides, in pixels
   */
  public static double places(int input, int window, int stride, int padding) {
    return (input + 2.0 * padding - window) / stride + 1;
  }

  /** Places below one another. */
  public int down() {
    return (image.height() + 2 * window.padding() - window.height()) / window.stride() + 1;
  }

  /** Places beside one another. */
  public int across() {
    return (image.width() + 2 * window.padding() - window.width()) / window.stride() + 1;
  }

  /** All places. */
  public int places() {
    return down() * across();
  }

  /** Elements that a window sees, over all channels. */
  public int size() {
    return image.channels() * window.height() * window.width();
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
    if (window.padding() > 0) {
      columns.fill(0);
    }
    int down = image.width() * window.stride();
    for (int element = 0; element < size(); element++) {
      Seen seen = seenBy(element);
      int pixel = offset + seen.pixel();
      int place = columns.row(element) + seen.place();
      for (int i = 0; i < seen.rows(); i++, pixel += down, place += across()) {
        copyRun(from, pixel, columns.values(), place, seen.count());
      }
    }
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
    int down = image.width() * window.stride();
    for (int element = 0; element < size(); element++) {
      Seen seen = seenBy(element);
      int pixel = offset + seen.pixel();
      int place = columns.row(element) + seen.place();
      for (int i = 0; i < seen.rows(); i++, pixel += down, place += across()) {
        addRun(columns.values(), place, to, pixel, seen.count());
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

  /**
   * The pixels that one element of the window sees: so many rows of so many.
   *
   * @param pixel the first of them, in the image
   * @param place the place at which it is seen
   */
  private record Seen(int pixel, int place, int rows, int count) {}

  /** What is not padding. */
  private Seen seenBy(int element) {
    int right = element % window.width() - window.padding();
    int below = element / window.width() % window.height() - window.padding();
    int channel = element / window.width() / window.height();
    int top = firstInside(below, down());
    int left = firstInside(right, across());
    int pixel =
        channel * image.pixels()
            + (top * window.stride() + below) * image.width()
            + left * window.stride()
            + right;
    return new Seen(
        pixel,
        top * across() + left,
        endInside(below, image.height(), down()) - top,
        endInside(right, image.width(), across()) - left);
  }

  /**
   * The first place along an axis at which an element is inside the image.
   *
   * @param shift how far behind the place it lies, in pixels
   */
  private int firstInside(int shift, int places) {
    return shift >= 0 ? 0 : Math.min(places, (window.stride() - 1 - shift) / window.stride());
  }

  /** The place behind the last one at which it is; never before the first. */
  private int endInside(int shift, int extent, int places) {
    int end = shift >= extent ? 0 : Math.min(places, (extent - 1 - shift) / window.stride() + 1);
    return Math.max(end, firstInside(shift, places));
  }

  private void requireShape(Matrix columns) {
    if (columns.rows() != size() || columns.columns() != places()) {
      throw new IllegalArgumentException(
          "windows of %d x %d expected, %d x %d given"
              .formatted(size(), places(), columns.rows(), columns.columns()));
    }
  }
}

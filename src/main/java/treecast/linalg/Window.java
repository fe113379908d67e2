package treecast.linalg;

import java.io.Serializable;

/**
 * Window of a convolution or a pooling: its size, stride and padding.
 *
 * @param height height of the window in pixels
 * @param width width of the window in pixels
 * @param stride distance between positions of the window in pixels, in both directions
 * @param padding number of zero pixels added on all four sides of the image
 */
public record Window(int height, int width, int stride, int padding) implements Serializable {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is too small
   */
  public Window {
    if (height < 1 || width < 1 || stride < 1 || padding < 0) {
      throw new IllegalArgumentException(
          "expected a window of 1 x 1 or more, a stride of 1 or more and a padding of 0 or more,"
              + " found %d x %d, %d and %d".formatted(height, width, stride, padding));
    }
  }

  /** Square window. */
  public static Window square(int side, int stride, int padding) {
    return new Window(side, side, stride, padding);
  }

  @Override
  public String toString() {
    return "%d x %d, stride %d, padding %d".formatted(height, width, stride, padding);
  }
}

package treecast.linalg;

import java.io.Serializable;

/**
 * What a filter sees of an image, and how it moves over it.
 *
 * @param height rows of pixels seen
 * @param width pixels seen of each
 * @param stride pixels from one place to the next, in both directions
 * @param padding pixels of nothing on all four sides of the image
 */
public record Window(int height, int width, int stride, int padding) implements Serializable {

  /** Checks the extents. */
  public Window {
    if (height < 1 || width < 1 || stride < 1 || padding < 0) {
      throw new IllegalArgumentException(
          "expected a window of 1 x 1 or more, a stride of 1 or more and a padding of 0 or more,"
              + " found %d x %d, %d and %d".formatted(height, width, stride, padding));
    }
  }

  /** A square one. */
  public static Window square(int side, int stride, int padding) {
    return new Window(side, side, stride, padding);
  }

  @Override
  public String toString() {
    return "%d x %d, stride %d, padding %d".formatted(height, width, stride, padding);
  }
}

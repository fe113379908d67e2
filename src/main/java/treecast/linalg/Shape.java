package treecast.linalg;

import java.io.Serializable;

/**
 * Shape of a row's elements: an image, flattened channel by channel, and row by row within a
 * channel. Elements that are no image are channels of one pixel.
 *
 * @param channels number of values of each pixel
 * @param height number of rows of pixels
 * @param width number of pixels in a row
 */
public record Shape(int channels, int height, int width) implements Serializable {

  /**
   * Checks the extents.
   *
   * @throws IllegalArgumentException if one is below 1
   * @throws ArithmeticException if there are more elements than fit one array
   */
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "expected a shape of 1 x 1 x 1 or more, found %d x %d x %d"
              .formatted(channels, height, width));
    }
    Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  /** Shape of elements that are no image. */
  public static Shape flat(int units) {
    return new Shape(units, 1, 1);
  }

  /** Number of elements. */
  public int size() {
    return channels * height * width;
  }

  /** Number of pixels in each channel. */
  public int pixels() {
    return height * width;
  }

  @Override
  public String toString() {
    return pixels() == 1 ? String.valueOf(channels) : channels + " x " + height + " x " + width;
  }
}

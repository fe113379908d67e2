package treecast.linalg;

import java.io.Serializable;

/**
 * What the elements of a row are: an image, flattened channel by channel, in each channel one row
 * of pixels behind the other. Units that lie in no image are channels of one pixel.
 *
 * @param channels values of each pixel
 * @param height rows of pixels
 * @param width pixels in such a row
 */
public record Shape(int channels, int height, int width) implements Serializable {

  /**
   * Checks the extents.
   *
   * @throws IllegalArgumentException if one is below 1
   * @throws ArithmeticException if there are more elements than one array holds
   */
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "expected a shape of 1 x 1 x 1 or more, found %d x %d x %d"
              .formatted(channels, height, width));
    }
    Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  /** Units that lie in no image. */
  public static Shape flat(int units) {
    return new Shape(units, 1, 1);
  }

  /** Number of elements. */
  public int size() {
    return channels * height * width;
  }

  /** Pixels of each channel. */
  public int pixels() {
    return height * width;
  }

  @Override
  public String toString() {
    return pixels() == 1 ? String.valueOf(channels) : channels + " x " + height + " x " + width;
  }
}

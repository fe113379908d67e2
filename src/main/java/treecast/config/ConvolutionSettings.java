package treecast.config;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import treecast.linalg.Shape;
import treecast.linalg.Window;
import treecast.linalg.Windows;
import treecast.nn.Convolution;
import treecast.nn.ConvolutionStage;
import treecast.nn.MaxPooling;

/**
 * Settings of {@code network.conv}.
 *
 * @param filters number of filters
 * @param window size, stride and padding of the filters
 * @param pool window of the max pooling
 */
record ConvolutionSettings(int filters, Window window, Window pool) {
  private static final int MAX = 1 << 15;
  private static final int MAX_SIDE = 1 << 10;

  static ConvolutionSettings read(Settings settings) {
    settings.section("network.conv");
    return new ConvolutionSettings(
        settings.integer("network.conv.filters", 1, MAX),
        Window.square(
            settings.integer("network.conv.window", 1, MAX),
            settings.integer("network.conv.stride", 1, MAX),
            settings.integer("network.conv.padding", 0, MAX)),
        Window.square(
            settings.integer("network.conv.pool", 1, MAX),
            settings.integer("network.conv.poolStride", 1, MAX),
            0));
  }

  /**
   * Builds the convolution stage for images of a shape.
   *
   * @throws SettingsException if a window does not fit them
   */
  ConvolutionStage stage(Shape image) {
    Shape filtered =
        fitting("network.conv.window", () -> new Convolution(image, window, filters).output(image));
    fitting("network.conv.pool", () -> new MaxPooling(filtered, pool));
    return new ConvolutionStage(image, filters, window, pool);
  }

  /**
   * Square image on which the stage has so many outputs and leaves no pixel out; empty if not
   * exactly one is such an image.
   */
  Optional<Shape> squareImage(int channels, int outputs) {
    int[] sides =
        IntStream.rangeClosed(1, MAX_SIDE)
            .filter(side -> filters * pooled(side) * pooled(side) == outputs)
            .toArray();
    return sides.length == 1
        ? Optional.of(new Shape(channels, sides[0], sides[0]))
        : Optional.empty();
  }

  /** Side of the output, or 0 if a window leaves pixels out. */
  private double pooled(int side) {
    double filtered = Windows.positions(side, window.height(), window.stride(), window.padding());
    double pooled = Windows.positions((int) filtered, pool.height(), pool.stride(), 0);
    return isWhole(filtered) && isWhole(pooled) ? pooled : 0;
  }

  private static boolean isWhole(double positions) {
    return positions >= 1 && positions == Math.rint(positions);
  }

  private static <T> T fitting(String key, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SettingsException(key + ": " + e.getMessage(), e);
    }
  }
}

package treecast.config;

import java.util.function.Supplier;
import treecast.linalg.Shape;
import treecast.linalg.Window;
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

  private static <T> T fitting(String key, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SettingsException(key + ": " + e.getMessage(), e);
    }
  }
}

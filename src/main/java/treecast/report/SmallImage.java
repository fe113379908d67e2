package treecast.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import treecast.linalg.Shape;

/** Image of a row of the data as a PNG, with one dot for each pixel. */
final class SmallImage {
  /** Number of channels of a colour image: red, green, blue. */
  static final int COLOURS = 3;

  private SmallImage() {}

  /**
   * PNG in colour, or black on white.
   *
   * @param pixels channel by channel, 0 to 1; if a value lies outside, all are rescaled to this
   *     range
   */
  static byte[] png(Shape shape, double[] pixels) {
    double min = 0;
    double max = 1;
    for (double pixel : pixels) {
      min = Math.min(min, pixel);
      max = Math.max(max, pixel);
    }
    boolean colour = shape.channels() == COLOURS;
    int type = colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY;
    BufferedImage image = new BufferedImage(shape.width(), shape.height(), type);
    for (int i = 0; i < shape.pixels(); i++) {
      int[] levels = new int[shape.channels()];
      int sum = 0;
      for (int c = 0; c < levels.length; c++) {
        double share = (pixels[c * shape.pixels() + i] - min) / (max - min);
        levels[c] = (int) Math.round(255 * share);
        sum += levels[c];
      }
      int[] dot = colour ? levels : new int[] {255 - sum / levels.length};
      image.getRaster().setPixel(i % shape.width(), i / shape.width(), dot);
    }
    return png(image);
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // ImageIO.write to a stream would write a temporary file.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

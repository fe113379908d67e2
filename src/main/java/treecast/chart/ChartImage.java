package treecast.chart;

import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Image of a chart. */
public final class ChartImage {
  private static final String PNG_METADATA = "javax_imageio_png_1.0";

  private ChartImage() {}

  /**
   * Draws a chart as a PNG file. The same chart gives the same bytes with the same fonts.
   *
   * @throws NoFontException if Java finds no font
   */
  public static byte[] png(Chart chart, Theme theme, Size size) {
    findFont();
    Page page = new Page(chart);
    BufferedImage image =
        new BufferedImage(
            size.dots(page.outerWidth()),
            size.dots(page.outerHeight()),
            BufferedImage.TYPE_INT_RGB);
    Canvas canvas = new Canvas(image, theme, size.scale());
    page.draw(canvas);
    canvas.close();
    try {
      return encoded(image, size.density());
    } catch (IOException e) {
      throw new UncheckedIOException("nothing but memory is written to", e);
    }
  }

  /**
   * Checks that Java finds a font. Without fonts, Java fails with different exceptions and errors.
   */
  private static void findFont() {
    try {
      Lettering.TITLE.width("0");
    } catch (InternalError | LinkageError | AWTError | RuntimeException e) {
      throw new NoFontException(e);
    }
  }

  private static byte[] encoded(BufferedImage image, int density) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      // The best compression would take twice as long as everything else and save an eighth.
      ImageWriteParam small = writer.getDefaultWriteParam();
      small.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      small.setCompressionQuality(0.5f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata(writer, image, density)), small);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Metadata with the number of dots per metre, so that documents show the image at its size. */
  private static IIOMetadata metadata(ImageWriter writer, BufferedImage image, int density)
      throws IIOInvalidTreeException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
    IIOMetadataNode dots = new IIOMetadataNode("pHYs");
    dots.setAttribute("pixelsPerUnitXAxis", Integer.toString(density));
    dots.setAttribute("pixelsPerUnitYAxis", Integer.toString(density));
    dots.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(PNG_METADATA);
    root.appendChild(dots);
    metadata.mergeTree(PNG_METADATA, root);
    return metadata;
  }
}

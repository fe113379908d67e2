package treecast.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import treecast.chart.Chart;

/** PLACEHOLDER until the charts are drawn. */
final class Pictures {
  private Pictures() {}

  static byte[] png(Chart chart, boolean dark) {
    BufferedImage image = new BufferedImage(1600, 900, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(dark ? new Color(0x15181c) : Color.WHITE);
    g.fillRect(0, 0, 1600, 900);
    g.setColor(dark ? Color.LIGHT_GRAY : Color.DARK_GRAY);
    g.drawRect(40, 40, 1520, 820);
    g.setFont(g.getFont().deriveFont(40f));
    g.drawString(chart.title(), 100, 150);
    g.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

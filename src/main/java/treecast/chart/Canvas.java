package treecast.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Canvas on which a chart is drawn, in units of the layout. */
class Canvas {
  private final Graphics2D graphics;
  private final Theme theme;

  /** Canvas on an image, which is filled with the background. */
  Canvas(BufferedImage image, Theme theme, double scale) {
    this.graphics = image.createGraphics();
    this.theme = theme;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(theme.background());
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
  }

  Theme theme() {
    return theme;
  }

  /**
   * Draws one line of text.
   *
   * @param x position of its beginning (align 0), its middle (0.5) or its end (1)
   * @param y vertical position of its middle
   */
  void text(Lettering lettering, Color colour, String text, double x, double y, double align) {
    graphics.setFont(lettering.font());
    graphics.setColor(colour);
    graphics.drawString(
        text, (float) (x - align * lettering.width(text)), (float) (y + lettering.drop()));
  }

  /**
   * Draws one line of text from bottom to top.
   *
   * @param x horizontal position of its middle
   * @param y position of its beginning (align 0), its middle (0.5) or its end (1)
   */
  void upright(Lettering lettering, Color colour, String text, double x, double y, double align) {
    AffineTransform level = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, x, y);
    graphics.setFont(lettering.font());
    graphics.setColor(colour);
    graphics.drawString(
        text, (float) (x - align * lettering.width(text)), (float) (y + lettering.drop()));
    graphics.setTransform(level);
  }

  void line(Color colour, BasicStroke stroke, double x1, double y1, double x2, double y2) {
    outline(colour, stroke, new Line2D.Double(x1, y1, x2, y2));
  }

  void outline(Color colour, BasicStroke stroke, Shape shape) {
    graphics.setStroke(stroke);
    graphics.setColor(colour);
    graphics.draw(shape);
  }

  /** Draws an outline, clipped to a part of the canvas. */
  void outlineWithin(Rectangle2D part, Color colour, BasicStroke stroke, Shape shape) {
    graphics.setClip(part);
    outline(colour, stroke, shape);
    graphics.setClip(null);
  }

  void fill(Paint paint, Shape shape) {
    graphics.setPaint(paint);
    graphics.fill(shape);
  }

  /** Fills a shape, clipped to a part of the canvas. */
  void fillWithin(Rectangle2D part, Paint paint, Shape shape) {
    graphics.setClip(part);
    fill(paint, shape);
    graphics.setClip(null);
  }

  /**
   * Fills a marker with a thin border in the background colour, which separates it from what is
   * below.
   */
  void marker(Color colour, Shape shape) {
    outline(theme.background(), Style.whole(1.6), shape);
    fill(colour, shape);
  }

  /** Draws an image over a part of the canvas, without interpolation of its pixels. */
  void image(BufferedImage image, Rectangle2D part) {
    AffineTransform transform = AffineTransform.getTranslateInstance(part.getX(), part.getY());
    transform.scale(part.getWidth() / image.getWidth(), part.getHeight() / image.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(image, transform, null);
  }

  void close() {
    graphics.dispose();
  }
}

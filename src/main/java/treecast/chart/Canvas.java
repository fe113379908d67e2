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

/** Where a picture is drawn, in units of the layout. */
class Canvas {
  private final Graphics2D graphics;
  private final Theme theme;

  /** Covers an image with the background. */
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
   * Writes one line.
   *
   * @param x where it begins (align 0), has its middle (0.5) or ends (1)
   * @param y the height of its middle
   */
  void text(Lettering lettering, Color colour, String text, double x, double y, double align) {
    graphics.setFont(lettering.font());
    graphics.setColor(colour);
    graphics.drawString(
        text, (float) (x - align * lettering.width(text)), (float) (y + lettering.drop()));
  }

  /**
   * Writes one line from below to above.
   *
   * @param x its middle
   * @param y where it begins (align 0), has its middle (0.5) or ends (1)
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

  /** The same, but nothing outside a part of the canvas. */
  void outlineWithin(Rectangle2D part, Color colour, BasicStroke stroke, Shape shape) {
    graphics.setClip(part);
    outline(colour, stroke, shape);
    graphics.setClip(null);
  }

  void fill(Paint paint, Shape shape) {
    graphics.setPaint(paint);
    graphics.fill(shape);
  }

  /** The same, but nothing outside a part of the canvas. */
  void fillWithin(Rectangle2D part, Paint paint, Shape shape) {
    graphics.setClip(part);
    fill(paint, shape);
    graphics.setClip(null);
  }

  /** Fills a marker within a thin seam of background, which parts it from what it stands on. */
  void marker(Color colour, Shape shape) {
    outline(theme.background(), Style.whole(1.6), shape);
    fill(colour, shape);
  }

  /** Draws an image over a part of the canvas, its pixels as they are. */
  void image(BufferedImage image, Rectangle2D part) {
    AffineTransform place = AffineTransform.getTranslateInstance(part.getX(), part.getY());
    place.scale(part.getWidth() / image.getWidth(), part.getHeight() / image.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(image, place, null);
  }

  void close() {
    graphics.dispose();
  }
}

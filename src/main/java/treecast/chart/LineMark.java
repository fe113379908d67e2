package treecast.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;

/** Line mark: a curve with some markers. */
record LineMark(Series.Line line, Style style) implements Mark {
  private static final double WIDTH = 1.7;
  private static final double RADIUS = 3.5;

  @Override
  public double[] xs() {
    return line.x();
  }

  @Override
  public double[] ys() {
    return line.y();
  }

  @Override
  public boolean roomUp() {
    return true;
  }

  @Override
  public String absence(Frame frame) {
    return frame.absence(line.x(), line.y());
  }

  @Override
  public void draw(Canvas canvas, Frame frame) {
    Rectangle2D area = frame.area();
    // Without the margin, half of a line along the frame would be cut off.
    area.setRect(area.getX() - 1, area.getY() - 1, area.getWidth() + 2, area.getHeight() + 2);
    canvas.outlineWithin(
        area, style.colour(canvas.theme()), stroke(), ThinnedPath.of(line.x(), line.y(), frame));
  }

  private BasicStroke stroke() {
    return line.markers() > 0 ? Style.whole(WIDTH) : style.dashed(WIDTH);
  }

  /** Draws the markers. Different series have them at different points, so that all are visible. */
  @Override
  public void drawAbove(Canvas canvas, Frame frame) {
    int length = line.x().length;
    int every = line.markers() > 0 ? Math.max(1, length / line.markers()) : length;
    int first = line.markers() > 0 ? every * (style.index() % 4) / 4 : length;
    for (int i = 0; i < length; i++) {
      boolean marked = i >= first && (i - first) % every == 0;
      if (frame.holds(line.x()[i], line.y()[i]) && (marked || alone(i, length, frame))) {
        canvas.marker(
            style.colour(canvas.theme()),
            style.marker().at(frame.x(line.x()[i]), frame.y(line.y()[i]), RADIUS));
      }
    }
  }

  /** Whether a point has no neighbours in the curve, so that no line would show it. */
  private boolean alone(int i, int length, Frame frame) {
    return (i == 0 || !placed(i - 1, frame)) && (i == length - 1 || !placed(i + 1, frame));
  }

  private boolean placed(int i, Frame frame) {
    return Double.isFinite(frame.x(line.x()[i])) && Double.isFinite(frame.y(line.y()[i]));
  }

  @Override
  public void sample(Canvas canvas, double x, double y) {
    Color colour = style.colour(canvas.theme());
    canvas.line(colour, stroke(), x, y, x + Legend.SAMPLE, y);
    if (line.markers() > 0) {
      canvas.marker(colour, style.marker().at(x + Legend.SAMPLE / 2, y, RADIUS));
    }
  }
}

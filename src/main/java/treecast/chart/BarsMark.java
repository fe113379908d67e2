package treecast.chart;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/** Histogram mark: bars without gaps under one outline. */
record BarsMark(Series.Bars bars, Style style) implements Mark {
  private static final double FILLED = 0.7;

  /** Factor of the highest bar, so that it does not touch the frame. */
  private static final double HEADROOM = 1.05;

  @Override
  public double[] xs() {
    return new double[] {bars.from(), bars.to()};
  }

  @Override
  public double[] ys() {
    double highest = Arrays.stream(bars.counts()).filter(Double::isFinite).max().orElse(0);
    return new double[] {0, highest > 0 ? HEADROOM * highest : 1};
  }

  @Override
  public String absence(Frame frame) {
    if (Arrays.stream(bars.counts()).noneMatch(Double::isFinite)
        || !Double.isFinite(bars.from())
        || !Double.isFinite(bars.to())) {
      return "no finite values";
    }
    boolean empty = Arrays.stream(bars.counts()).allMatch(c -> c == 0 || !Double.isFinite(c));
    return empty ? "all counts are 0" : "";
  }

  @Override
  public void draw(Canvas canvas, Frame frame) {
    if (!absence(frame).isEmpty()) {
      return;
    }
    Path2D outline = outline(frame);
    Color colour = style.colour(canvas.theme());
    canvas.fillWithin(frame.area(), Theme.translucent(colour, FILLED), outline);
    canvas.outlineWithin(frame.area(), colour, Style.whole(1), outline);
  }

  private Path2D outline(Frame frame) {
    double ground = frame.y().logarithmic() ? frame.top() + frame.height() : frame.y(0);
    double step = bars.to() / bars.counts().length - bars.from() / bars.counts().length;
    Path2D outline = new Path2D.Double();
    outline.moveTo(frame.x(bars.from()), ground);
    for (int i = 0; i < bars.counts().length; i++) {
      double top = frame.y(bars.counts()[i]);
      double height = Double.isFinite(top) ? top : ground;
      outline.lineTo(frame.x(bars.from() + i * step), height);
      outline.lineTo(frame.x(bars.from() + (i + 1) * step), height);
    }
    outline.lineTo(frame.x(bars.to()), ground);
    outline.closePath();
    return outline;
  }

  @Override
  public void sample(Canvas canvas, double x, double y) {
    canvas.fill(style.colour(canvas.theme()), new Rectangle2D.Double(x, y - 5, Legend.SAMPLE, 10));
  }
}

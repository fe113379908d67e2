package treecast.chart;

import java.awt.Shape;

/**
 * Mark of coloured points, whose colour shows a value. Points without a finite value are left out.
 */
record ColouredPointsMark(Series.ColouredPoints points, ColourScale colours) implements Mark {
  private static final double RADIUS = 4.5;

  @Override
  public double[] xs() {
    return points.x();
  }

  @Override
  public double[] ys() {
    return points.y();
  }

  @Override
  public boolean roomAcross() {
    return true;
  }

  @Override
  public boolean roomUp() {
    return true;
  }

  @Override
  public String absence(Frame frame) {
    double[] valued = points.y().clone();
    for (int i = 0; i < valued.length; i++) {
      valued[i] = coloured(i) ? valued[i] : Double.NaN;
    }
    return frame.absence(points.x(), valued);
  }

  private boolean coloured(int i) {
    return Double.isFinite(points.values()[i]);
  }

  @Override
  public void drawAbove(Canvas canvas, Frame frame) {
    for (int i = 0; i < points.x().length; i++) {
      if (coloured(i) && frame.holds(points.x()[i], points.y()[i])) {
        Shape disc = Marker.DISC.at(frame.x(points.x()[i]), frame.y(points.y()[i]), RADIUS);
        canvas.fill(colours.of(points.values()[i], canvas.theme()), disc);
        canvas.outline(canvas.theme().muted(), Style.whole(0.6), disc);
      }
    }
  }
}

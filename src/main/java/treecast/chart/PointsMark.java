package treecast.chart;

/** Points mark, without lines between the points. */
record PointsMark(Series.Points points, Style style) implements Mark {
  private static final double RADIUS = 3.2;

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
    return frame.absence(points.x(), points.y());
  }

  @Override
  public void drawAbove(Canvas canvas, Frame frame) {
    for (int i = 0; i < points.x().length; i++) {
      if (frame.holds(points.x()[i], points.y()[i])) {
        canvas.marker(
            style.colour(canvas.theme()),
            style.marker().at(frame.x(points.x()[i]), frame.y(points.y()[i]), RADIUS));
      }
    }
  }

  @Override
  public void sample(Canvas canvas, double x, double y) {
    canvas.marker(
        style.colour(canvas.theme()), style.marker().at(x + Legend.SAMPLE / 2, y, RADIUS));
  }
}

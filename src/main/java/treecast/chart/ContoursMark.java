package treecast.chart;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.Arrays;

/** Contour lines mark; higher lines are more opaque. */
record ContoursMark(Series.Contours contours) implements Mark {
  private static final double FAINTEST = 0.28;
  private static final double STRONGEST = 0.52;

  @Override
  public double[] xs() {
    return contours.x();
  }

  @Override
  public double[] ys() {
    return contours.y();
  }

  @Override
  public String absence(Frame frame) {
    boolean finite =
        Arrays.stream(contours.heights())
            .flatMapToDouble(Arrays::stream)
            .anyMatch(Double::isFinite);
    return finite ? "" : "no finite values";
  }

  @Override
  public void draw(Canvas canvas, Frame frame) {
    double[] levels = contours.levels().clone();
    Arrays.sort(levels);
    for (int i = 0; i < levels.length; i++) {
      Color colour = colour(canvas.theme(), (i + 1.0) / levels.length);
      canvas.outlineWithin(frame.area(), colour, Style.whole(1), line(levels[i], frame));
    }
  }

  private Path2D line(double level, Frame frame) {
    Path2D path = new Path2D.Double();
    for (MarchingSquares.Segment piece :
        MarchingSquares.line(contours.x(), contours.y(), contours.heights(), level)) {
      double x = frame.x(piece.x1());
      double y = frame.y(piece.y1());
      double toX = frame.x(piece.x2());
      double toY = frame.y(piece.y2());
      if (Double.isFinite(x + y + toX + toY)) {
        path.moveTo(x, y);
        path.lineTo(toX, toY);
      }
    }
    return path;
  }

  private static Color colour(Theme theme, double rank) {
    return theme.grey(FAINTEST + rank * (STRONGEST - FAINTEST));
  }

  @Override
  public void sample(Canvas canvas, double x, double y) {
    canvas.line(colour(canvas.theme(), 1), Style.whole(1), x, y, x + Legend.SAMPLE, y);
  }
}

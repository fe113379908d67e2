package treecast.chart;

/** Mark: the drawing of a series, with one implementation for each kind of series. */
sealed interface Mark permits LineMark, PointsMark, ColouredPointsMark, BarsMark, ContoursMark {

  /** X values, which the x axis spans if its ends are not fixed. */
  default double[] xs() {
    return new double[0];
  }

  /** Y values, which the y axis spans if its ends are not fixed. */
  default double[] ys() {
    return new double[0];
  }

  /** Whether the x axis extends a little beyond the values. */
  default boolean roomAcross() {
    return false;
  }

  /** Whether the y axis extends a little beyond the values. */
  default boolean roomUp() {
    return false;
  }

  /** Reason why nothing of the series is visible; empty if something is. */
  String absence(Frame frame);

  /** Draws the series, clipped to the frame. */
  default void draw(Canvas canvas, Frame frame) {}

  /** Draws what other series must not hide: markers, which may overlap the frame. */
  default void drawAbove(Canvas canvas, Frame frame) {}

  /**
   * Draws the sample in the legend.
   *
   * @param x left edge
   * @param y vertical middle
   */
  default void sample(Canvas canvas, double x, double y) {}

  /** Creates the mark of a series. */
  static Mark of(Series series, Style style, ColourScale colours) {
    if (series instanceof Series.Line line) {
      return new LineMark(line, style);
    } else if (series instanceof Series.Points points) {
      return new PointsMark(points, style);
    } else if (series instanceof Series.ColouredPoints points) {
      return new ColouredPointsMark(points, colours);
    } else if (series instanceof Series.Bars bars) {
      return new BarsMark(bars, style);
    }
    return new ContoursMark((Series.Contours) series);
  }
}

package treecast.chart;

/** How a series is drawn: one kind for each kind of series. */
sealed interface Mark permits LineMark, PointsMark, ColouredPointsMark, BarsMark, ContoursMark {

  /** Values that the axes span where their ends are not fixed. */
  default double[] xs() {
    return new double[0];
  }

  /** The same upwards. */
  default double[] ys() {
    return new double[0];
  }

  /** Whether the x axis goes a little beyond the values. */
  default boolean roomAcross() {
    return false;
  }

  /** Whether the y axis does. */
  default boolean roomUp() {
    return false;
  }

  /** Why nothing of it shows: in words, empty if something does. */
  String absence(Frame frame);

  /** Draws it; nothing is drawn outside the frame. */
  default void draw(Canvas canvas, Frame frame) {}

  /** Draws what must not be hidden by other series: markers, which may stand on the frame. */
  default void drawAbove(Canvas canvas, Frame frame) {}

  /** Draws its sample in the legend, from x to the right, y in the middle. */
  default void sample(Canvas canvas, double x, double y) {}

  /** The mark of a series. */
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

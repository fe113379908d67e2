package treecast.chart;

/** Image size: the resolution of a chart. Its layout is the same at every size. */
public enum Size {
  /** Two pixels per CSS pixel, for high-resolution screens: 1600 for a width of 800. */
  SCREEN(2),
  /** 300 dots per inch, where a page has 96: 2500 for a width of 800. */
  PRINT(300.0 / 96);

  private static final double METRES_PER_PIXEL = 0.0254 / 96;

  private final double scale;

  Size(double scale) {
    this.scale = scale;
  }

  /** Number of dots per unit of the layout, which is a CSS pixel. */
  double scale() {
    return scale;
  }

  /** Number of dots that cover a length of the layout. */
  int dots(double length) {
    return (int) Math.ceil(length * scale - 1e-9);
  }

  /** Number of dots per metre. */
  int density() {
    return (int) Math.round(scale / METRES_PER_PIXEL);
  }
}

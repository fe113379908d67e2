package treecast.chart;

/** How finely a picture is drawn. Its layout is the same at every size. */
public enum Size {
  /** Two pixels for one of a page's, so that it is sharp on dense screens: 1600 for 800. */
  SCREEN(2),
  /** 300 dots per inch, where a page has 96 pixels: 2500 for 800. */
  PRINT(300.0 / 96);

  private static final double METRES_PER_PIXEL = 0.0254 / 96;

  private final double scale;

  Size(double scale) {
    this.scale = scale;
  }

  /** Dots for one unit of the layout, which is a page's pixel. */
  double scale() {
    return scale;
  }

  /** As many dots as cover a length of the layout. */
  int dots(double length) {
    return (int) Math.ceil(length * scale - 1e-9);
  }

  /** Dots per metre. */
  int density() {
    return (int) Math.round(scale / METRES_PER_PIXEL);
  }
}

package treecast.chart;

import java.util.List;

/** Page layout of a chart, from top to bottom: title, legend, panels and note. */
final class Page {
  private static final double MARGIN = 16;
  private static final double GAP = 10;

  /** Widths of a page with 1, 2 and more columns. */
  private static final double[] WIDTHS = {640, 720, 800};

  private static final double NARROWEST = 320;

  private final Chart chart;
  private final Grid grid;
  private final ColourScale colours;
  private final Legend legend;
  private final double inner;
  private final List<String> title;
  private final List<String> note;

  Page(Chart chart) {
    this.chart = chart;
    this.colours = ColourScale.of(chart);
    double beside = colours.width();
    this.grid = Grid.of(chart, width() - 2 * MARGIN - beside);
    this.inner = Math.max(NARROWEST, grid.width() + beside);
    this.legend = Legend.of(grid.cells().stream().map(Cell::view).toList());
    this.title = Lettering.TITLE.wrapped(chart.title(), inner);
    this.note = Lettering.NOTE.wrapped(chart.note(), inner);
  }

  private double width() {
    int columns = Math.min(chart.columns(), chart.panels().size());
    return WIDTHS[Math.min(columns, WIDTHS.length) - 1];
  }

  /** Width in units of the layout. */
  double outerWidth() {
    return inner + 2 * MARGIN;
  }

  /** Height in units of the layout. */
  double outerHeight() {
    return top() + grid.height() + after(note.size() * Lettering.NOTE.line()) + MARGIN;
  }

  private double titleHeight() {
    return title.size() * Lettering.TITLE.line();
  }

  /** Upper edge of the panels. */
  private double top() {
    return MARGIN + after(titleHeight()) + after(legend.height(inner));
  }

  /** Height of a part, including the space below it. */
  private static double after(double height) {
    return height > 0 ? height + GAP : 0;
  }

  void draw(Canvas canvas) {
    double y = MARGIN;
    for (String line : title) {
      double middle = y + Lettering.TITLE.line() / 2;
      canvas.text(Lettering.TITLE, canvas.theme().ink(), line, MARGIN, middle, 0);
      y += Lettering.TITLE.line();
    }
    legend.draw(canvas, MARGIN, MARGIN + after(titleHeight()), inner);
    grid.draw(canvas, MARGIN, top());
    if (colours.needed()) {
      double plots = grid.plotsEnd() - grid.y(0);
      colours.draw(canvas, MARGIN + grid.width(), top() + grid.y(0), plots);
    }
    y = outerHeight() - MARGIN - note.size() * Lettering.NOTE.line();
    for (String line : note) {
      double middle = y + Lettering.NOTE.line() / 2;
      canvas.text(Lettering.NOTE, canvas.theme().muted(), line, MARGIN, middle, 0);
      y += Lettering.NOTE.line();
    }
  }
}

package treecast.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Grid of panels: plots of the same width, aligned in rows and columns, with space for titles and
 * labels between them. Neighbours with the same ticks have the labels once, and an axis label that
 * all panels share is drawn once, outside.
 */
record Grid(
    List<Cell> cells, int columns, double plotWidth, List<String> xLabel, List<String> yLabel) {
  private static final double GAP = 16;
  private static final double SMALLEST_PLOT = 40;

  /** Grid with approximately this width. */
  static Grid of(Chart chart, double width) {
    List<PanelView> views = PanelView.of(chart);
    int columns = Math.min(chart.columns(), views.size());
    // Labels need space and depend on the space that is left; two iterations are accurate enough.
    double guess = Math.max(SMALLEST_PLOT, 0.75 * width / columns);
    Grid first = of(views, columns, guess);
    double rest = (first.plotWidth() * columns + width - first.width()) / columns;
    return of(views, columns, Math.max(SMALLEST_PLOT, rest));
  }

  private static Grid of(List<PanelView> views, int columns, double plot) {
    String sharedX = shared(views, view -> view.panel().x().label());
    String sharedY = shared(views, view -> view.panel().y().label());
    List<Cell> cells = cells(views, plot, plot * (columns == 1 ? 0.52 : 0.72), sharedX, sharedY);
    List<Cell> numbered =
        IntStream.range(0, cells.size()).mapToObj(k -> numbered(cells, k, columns)).toList();
    Grid bare = new Grid(numbered, columns, plot, List.of(), List.of());
    return new Grid(
        numbered,
        columns,
        plot,
        Lettering.LABEL.wrapped(sharedX, bare.plotsWidth()),
        Lettering.LABEL.wrapped(sharedY, bare.height()));
  }

  private static List<Cell> cells(
      List<PanelView> views, double width, double height, String sharedX, String sharedY) {
    Lettering titles = titles(views, width);
    List<Cell> cells = new ArrayList<>();
    for (PanelView view : views) {
      cells.add(
          new Cell(
              view,
              width,
              height,
              titles,
              titles.wrapped(view.panel().title(), width),
              view.xTicks(width),
              view.yTicks(height),
              true,
              true,
              own(view.panel().x().label(), sharedX, width),
              own(view.panel().y().label(), sharedY, height)));
    }
    return cells;
  }

  /** Font of the titles: a smaller one if the usual one would need several lines. */
  private static Lettering titles(List<PanelView> views, double width) {
    boolean fit = views.stream().allMatch(v -> Lettering.PANEL.width(v.panel().title()) <= width);
    return fit ? Lettering.PANEL : Lettering.SMALL_PANEL;
  }

  /** Label that all panels share, or an empty one. */
  private static String shared(List<PanelView> views, Function<PanelView, String> label) {
    List<String> labels = views.stream().map(label).distinct().toList();
    return labels.size() == 1 ? labels.get(0) : "";
  }

  private static List<String> own(String label, String shared, double length) {
    return shared.isEmpty() ? Lettering.LABEL.wrapped(label, length) : List.of();
  }

  /** Cell without the tick labels that its neighbours to the left and below have. */
  private static Cell numbered(List<Cell> cells, int k, int columns) {
    Cell cell = cells.get(k);
    boolean below = k + columns < cells.size();
    boolean x = !below || !cells.get(k + columns).xTicks().equals(cell.xTicks());
    boolean y = k % columns == 0 || !cells.get(k - 1).yTicks().equals(cell.yTicks());
    return new Cell(
        cell.view(),
        cell.plotWidth(),
        cell.plotHeight(),
        cell.lettering(),
        cell.title(),
        cell.xTicks(),
        cell.yTicks(),
        x,
        y,
        cell.xLabel(),
        cell.yLabel());
  }

  private double inColumn(int column, ToDoubleFunction<Cell> room) {
    double max = 0;
    for (int k = column; k < cells.size(); k += columns) {
      max = Math.max(max, room.applyAsDouble(cells.get(k)));
    }
    return max;
  }

  private double inRow(int row, ToDoubleFunction<Cell> room) {
    int end = Math.min(cells.size(), (row + 1) * columns);
    return cells.subList(row * columns, end).stream().mapToDouble(room).max().orElse(0);
  }

  /**
   * Left edge of the plots of a column; for the column after the last, the right edge of the grid.
   */
  double x(int column) {
    double x = Cell.label(yLabel);
    for (int c = 0; c < column; c++) {
      x += inColumn(c, Cell::left) + plotWidth + inColumn(c, Cell::right) + GAP;
    }
    return column < columns ? x + inColumn(column, Cell::left) : x - GAP;
  }

  /** Upper edge of the plots of a row; for the row after the last, the lower edge of the grid. */
  double y(int row) {
    double y = 0;
    for (int r = 0; r < row; r++) {
      y += inRow(r, Cell::above) + inRow(r, Cell::plotHeight) + inRow(r, Cell::below) + GAP;
    }
    return row < rows() ? y + inRow(row, Cell::above) : y - GAP + Cell.label(xLabel);
  }

  /** Lower edge of the plots of the last row. */
  double plotsEnd() {
    return y(rows() - 1) + inRow(rows() - 1, Cell::plotHeight);
  }

  /** Width from the first column's plots to the end of the last column's. */
  private double plotsWidth() {
    return x(columns - 1) + plotWidth - x(0);
  }

  private int rows() {
    return (cells.size() + columns - 1) / columns;
  }

  double width() {
    return x(columns);
  }

  double height() {
    return y(rows());
  }

  /** Draws the grid with its upper left corner at a point. */
  void draw(Canvas canvas, double left, double top) {
    for (int k = 0; k < cells.size(); k++) {
      Cell cell = cells.get(k);
      new CellDrawing(cell, left + x(k % columns), top + y(k / columns)).draw(canvas);
    }
    double middle = x(0) + plotsWidth() / 2;
    double line = Lettering.LABEL.line();
    for (int i = 0; i < xLabel.size(); i++) {
      double y = top + height() - (xLabel.size() - i - 0.5) * line;
      canvas.text(Lettering.LABEL, canvas.theme().ink(), xLabel.get(i), left + middle, y, 0.5);
    }
    double centre = top + (height() - Cell.label(xLabel)) / 2;
    for (int i = 0; i < yLabel.size(); i++) {
      double x = left + (i + 0.5) * line;
      canvas.upright(Lettering.LABEL, canvas.theme().ink(), yLabel.get(i), x, centre, 0.5);
    }
  }
}

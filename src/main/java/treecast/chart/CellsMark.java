package treecast.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A table of numbers whose shade is the root of their share of the row, so that a few show. */
record CellsMark(Series.Cells cells) implements Mark {
  /** Room between a number and the border of its cell. */
  private static final double PADDING = 2;

  /** From the left, column by column. */
  Scale across() {
    return new Scale(0, Math.max(1, cells.columns().length), false);
  }

  /** From the top, row by row. */
  Scale down() {
    return new Scale(Math.max(1, cells.rows().length), 0, false);
  }

  List<Tick> columnTicks() {
    return ticks(cells.columns());
  }

  /** From below, as all axes are. */
  List<Tick> rowTicks() {
    List<String> rows = new ArrayList<>(List.of(cells.rows()));
    Collections.reverse(rows);
    return ticks(rows.toArray(new String[0]));
  }

  private static List<Tick> ticks(String... names) {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      ticks.add(new Tick((i + 0.5) / names.length, names[i]));
    }
    return ticks;
  }

  /** How high it is for its width, so that cells are square. */
  double shape() {
    return (double) Math.max(1, cells.rows().length) / Math.max(1, cells.columns().length);
  }

  @Override
  public String absence(Frame frame) {
    boolean finite =
        Arrays.stream(cells.values()).flatMapToDouble(Arrays::stream).anyMatch(Double::isFinite);
    return finite ? "" : "no finite values";
  }

  @Override
  public void draw(Canvas canvas, Frame frame) {
    double width = frame.width() / Math.max(1, cells.columns().length);
    double height = frame.height() / Math.max(1, cells.rows().length);
    Lettering lettering = lettering(width);
    for (int row = 0; row < cells.values().length; row++) {
      double[] values = cells.values()[row];
      double total = Arrays.stream(values).filter(Double::isFinite).map(Math::abs).sum();
      for (int column = 0; column < values.length; column++) {
        double x = frame.left() + column * width;
        double y = frame.top() + row * height;
        double share = Double.isFinite(values[column]) ? Math.abs(values[column]) / total : 0;
        double shade = share > 0 ? Math.sqrt(share) : 0;
        canvas.fill(canvas.theme().shade(shade), new Rectangle2D.Double(x, y, width, height));
        canvas.text(
            lettering,
            shade > 0 ? canvas.theme().onShade(shade) : canvas.theme().muted(),
            lettering.shortened(Numbers.cell(values[column]), width),
            x + width / 2,
            y + height / 2,
            0.5);
      }
    }
  }

  /** The largest in which every number fits its cell. */
  private Lettering lettering(double width) {
    for (Lettering lettering : List.of(Lettering.LABEL, Lettering.NOTE)) {
      boolean fits =
          Arrays.stream(cells.values())
              .flatMapToDouble(Arrays::stream)
              .allMatch(v -> lettering.width(Numbers.cell(v)) <= width - 2 * PADDING);
      if (fits) {
        return lettering;
      }
    }
    return Lettering.SMALL;
  }
}

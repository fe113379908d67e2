package treecast.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Drawing of a panel: grid lines, series, axes and text. */
final class CellDrawing {
  private static final double PLATE = 0.85;

  private final Cell cell;
  private final Frame frame;
  private final double right;
  private final double bottom;

  CellDrawing(Cell cell, double left, double top) {
    this.cell = cell;
    this.frame =
        new Frame(left, top, cell.plotWidth(), cell.plotHeight(), cell.view().x(), cell.view().y());
    this.right = left + cell.plotWidth();
    this.bottom = top + cell.plotHeight();
  }

  void draw(Canvas canvas) {
    title(canvas);
    grid(canvas);
    cell.view().marks().forEach(mark -> mark.draw(canvas, frame));
    canvas.outline(canvas.theme().muted(), Style.HAIR, frame.area());
    xAxis(canvas);
    yAxis(canvas);
    cell.view().marks().forEach(mark -> mark.drawAbove(canvas, frame));
    absences(canvas);
  }

  private void title(Canvas canvas) {
    double line = cell.lettering().line();
    double y = frame.top() - Cell.AFTER_TICK - cell.title().size() * line;
    for (String words : cell.title()) {
      y += line;
      double middle = (frame.left() + right) / 2;
      canvas.text(cell.lettering(), canvas.theme().ink(), words, middle, y - line / 2, 0.5);
    }
  }

  private void grid(Canvas canvas) {
    for (Tick tick : cell.xTicks()) {
      canvas.line(canvas.theme().grid(), Style.HAIR, x(tick), frame.top(), x(tick), bottom);
    }
    for (Tick tick : cell.yTicks()) {
      canvas.line(canvas.theme().grid(), Style.HAIR, frame.left(), y(tick), right, y(tick));
    }
  }

  private double x(Tick tick) {
    return frame.left() + tick.position() * frame.width();
  }

  private double y(Tick tick) {
    return bottom - tick.position() * frame.height();
  }

  private void xAxis(Canvas canvas) {
    Theme theme = canvas.theme();
    double labels = bottom + Cell.TICK + Cell.AFTER_TICK;
    for (Tick tick : cell.xTicks()) {
      canvas.line(theme.muted(), Style.HAIR, x(tick), bottom, x(tick), bottom + Cell.TICK);
      if (cell.xNumbered() && cell.upright()) {
        String name = Lettering.TICK.shortened(tick.label(), Cell.LONGEST_NAME);
        canvas.upright(Lettering.TICK, theme.ink(), name, x(tick), labels, 1);
      } else if (cell.xNumbered()) {
        double y = bottom + Cell.TICK + Lettering.TICK.line() / 2;
        canvas.text(Lettering.TICK, theme.ink(), tick.label(), x(tick), y, 0.5);
      }
    }
    double y = bottom + cell.below() - cell.xLabel().size() * Lettering.LABEL.line();
    for (String words : cell.xLabel()) {
      double middle = y + Lettering.LABEL.line() / 2;
      canvas.text(Lettering.LABEL, theme.ink(), words, (frame.left() + right) / 2, middle, 0.5);
      y += Lettering.LABEL.line();
    }
  }

  private void yAxis(Canvas canvas) {
    Theme theme = canvas.theme();
    double labels = frame.left() - Cell.TICK - Cell.AFTER_TICK;
    for (Tick tick : cell.yTicks()) {
      canvas.line(
          theme.muted(), Style.HAIR, frame.left() - Cell.TICK, y(tick), frame.left(), y(tick));
      if (cell.yNumbered()) {
        String name = Lettering.TICK.shortened(tick.label(), Cell.LONGEST_NAME);
        canvas.text(Lettering.TICK, theme.ink(), name, labels, y(tick), 1);
      }
    }
    double x = frame.left() - cell.left() + Lettering.LABEL.line() / 2;
    for (String words : cell.yLabel()) {
      double middle = (frame.top() + bottom) / 2;
      canvas.upright(Lettering.LABEL, theme.ink(), words, x, middle, 0.5);
      x += Lettering.LABEL.line();
    }
  }

  /** Draws the reasons why series are not visible; a reason that all series share is drawn once. */
  private void absences(Canvas canvas) {
    List<String> words = new ArrayList<>();
    List<Mark> marks = cell.view().marks();
    List<String> all = marks.stream().map(mark -> mark.absence(frame)).distinct().toList();
    if (marks.isEmpty()) {
      words.add("no values");
    } else if (all.size() == 1) {
      words.add(all.get(0));
    } else {
      for (int i = 0; i < marks.size(); i++) {
        String why = marks.get(i).absence(frame);
        String name = cell.view().panel().series().get(i).name();
        words.add(why.isEmpty() || name.isEmpty() ? why : name + ": " + why);
      }
    }
    words.removeIf(String::isEmpty);
    write(canvas, words);
  }

  private void write(Canvas canvas, List<String> words) {
    double line = Lettering.TICK.line();
    double room = frame.width() - 16;
    List<String> lines =
        fitting(
            words.stream()
                .distinct()
                .flatMap(text -> Lettering.TICK.wrapped(text, room).stream())
                .toList(),
            (int) (frame.height() / line));
    double middle = (frame.left() + right) / 2;
    double y = (frame.top() + bottom) / 2 - lines.size() * line / 2;
    double width = lines.stream().mapToDouble(Lettering.TICK::width).max().orElse(-12) + 12;
    canvas.fill(
        Theme.translucent(canvas.theme().background(), PLATE),
        new Rectangle2D.Double(middle - width / 2, y, width, lines.size() * line));
    for (String text : lines) {
      canvas.text(Lettering.TICK, canvas.theme().ink(), text, middle, y + line / 2, 0.5);
      y += line;
    }
  }

  /** Shortens a text to the lines that fit; ends with an ellipsis if there were more. */
  private static List<String> fitting(List<String> lines, int max) {
    if (lines.size() <= max) {
      return lines;
    }
    List<String> fitting = new ArrayList<>(lines.subList(0, Math.max(0, max - 1)));
    fitting.add("…");
    return fitting;
  }
}

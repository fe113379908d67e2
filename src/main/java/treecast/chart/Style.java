package treecast.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;

/**
 * Style of the series with one name: colour, marker and dashes. The numbers of colours, markers and
 * dashes are coprime, so that similar combinations are far apart.
 *
 * @param index from 0, in the order of the names
 */
record Style(int index) {
  /** Stroke of axes. */
  static final BasicStroke HAIR = new BasicStroke(0.8f);

  private static final List<Marker> MARKERS = List.of(Marker.values());

  private static final float[][] DASHES = {
    {}, {7, 3}, {2, 2}, {9, 3, 2, 3}, {12, 3},
  };

  Color colour(Theme theme) {
    return theme.series(index);
  }

  Marker marker() {
    return MARKERS.get(index % MARKERS.size());
  }

  /** Solid stroke of a line with markers. */
  static BasicStroke whole(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** Dashed stroke of a line without markers. */
  BasicStroke dashed(double width) {
    float[] dashes = DASHES[index % DASHES.length];
    return dashes.length == 0
        ? whole(width)
        : new BasicStroke(
            (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }
}

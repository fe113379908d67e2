package treecast.chart;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.geom.Point2D;

/**
 * The colours of a picture. Those of series stand out from the background by 3 to 1 or more, and
 * from each other for people who lack red, green or neither: found by a search that began at the
 * colours of Okabe and Ito, for the largest of the smallest distances.
 */
public enum Theme {
  /** Dark on white, for paper and light pages. */
  LIGHT(0xFFFFFF, 0x1B1F24, 0x59616B, 0xE4E7EB),
  /** Light on nearly black. */
  DARK(0x16191D, 0xE8EAED, 0xA3ABB5, 0x31373F);

  private static final int[] SERIES_ON_LIGHT = {
    0x1C56CE, 0xB9421C, 0x1CA159, 0xCC8300, 0x813889, 0x2198EE, 0x2C0B28, 0xA47B95
  };
  private static final int[] SERIES_ON_DARK = {
    0x6BB8FD, 0xDB9D0B, 0x0DBA6F, 0xB66995, 0xFDFF26, 0x826AFB, 0xD4FFEC, 0xB9421C
  };

  /** Dark to bright, evenly. */
  private static final int[] RAMP = {0x2D1160, 0x2C5C9A, 0x21968A, 0x7CC75A, 0xF6E24B};

  private final Color background;
  private final Color ink;
  private final Color muted;
  private final Color grid;

  Theme(int background, int ink, int muted, int grid) {
    this.background = new Color(background);
    this.ink = new Color(ink);
    this.muted = new Color(muted);
    this.grid = new Color(grid);
  }

  Color background() {
    return background;
  }

  /** Of titles and numbers. */
  Color ink() {
    return ink;
  }

  /** Of what accompanies: axes, notes. */
  Color muted() {
    return muted;
  }

  Color grid() {
    return grid;
  }

  /** How many colours series have before they begin again. */
  int colours() {
    return palette().length;
  }

  /** The colour of the series of an index, from 0. */
  Color series(int index) {
    return new Color(palette()[index % palette().length]);
  }

  private int[] palette() {
    return this == LIGHT ? SERIES_ON_LIGHT : SERIES_ON_DARK;
  }

  /** A cell's colour, from 0 (background) to 1. */
  Color shade(double share) {
    return mixed(background, series(0), share);
  }

  /** What can be read on a cell of this shade: one of the two always can, by 4.5 to 1. */
  Color onShade(double share) {
    Color cell = shade(share);
    return contrast(cell, Color.BLACK) >= contrast(cell, Color.WHITE) ? Color.BLACK : Color.WHITE;
  }

  /** Paper (0) to ink (1). */
  Color grey(double share) {
    return mixed(background, ink, share);
  }

  /** The colour of a value's place on the colour scale, from 0 to 1. */
  Color ramp(double place) {
    double step = Math.max(0, Math.min(1, place)) * (RAMP.length - 1);
    int below = Math.min((int) step, RAMP.length - 2);
    return mixed(new Color(RAMP[below]), new Color(RAMP[below + 1]), step - below);
  }

  /** The whole colour scale, upwards on the canvas. */
  Paint ramp(double bottom, double top) {
    float[] places = new float[RAMP.length];
    Color[] colours = new Color[RAMP.length];
    for (int i = 0; i < RAMP.length; i++) {
      places[i] = i / (RAMP.length - 1f);
      colours[i] = new Color(RAMP[i]);
    }
    return new LinearGradientPaint(
        new Point2D.Double(0, bottom), new Point2D.Double(0, top), places, colours);
  }

  /** The colour through which what lies below is seen. */
  static Color translucent(Color colour, double opacity) {
    int alpha = (int) Math.round(255 * opacity);
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
  }

  private static Color mixed(Color from, Color to, double share) {
    double s = Math.max(0, Math.min(1, share));
    return new Color(
        (int) Math.round(from.getRed() + s * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + s * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + s * (to.getBlue() - from.getBlue())));
  }

  /** The ratio of luminances, from 1 to 21, as the Web Content Accessibility Guidelines have it. */
  static double contrast(Color a, Color b) {
    double first = luminance(a) + 0.05;
    double second = luminance(b) + 0.05;
    return Math.max(first, second) / Math.min(first, second);
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int byteValue) {
    double c = byteValue / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}

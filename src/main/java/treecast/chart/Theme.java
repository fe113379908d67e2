package treecast.chart;

import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.geom.Point2D;

/**
 * Colour theme of a chart. Colours of series have a contrast of 3 to 1 or more with the background,
 * and differ from each other also for colour-blind people. They maximise the smallest difference,
 * by a search that started with the colours of Okabe and Ito.
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

  /** Colour scale from dark to bright, in even steps. */
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

  /** Colour of titles and numbers. */
  Color ink() {
    return ink;
  }

  /** Colour of secondary elements: axes, notes. */
  Color muted() {
    return muted;
  }

  Color grid() {
    return grid;
  }

  /** Number of different colours of series. */
  int colours() {
    return palette().length;
  }

  /** Colour of a series by its index, from 0. */
  Color series(int index) {
    return new Color(palette()[index % palette().length]);
  }

  private int[] palette() {
    return this == LIGHT ? SERIES_ON_LIGHT : SERIES_ON_DARK;
  }

  /** Background colour of a cell, from 0 (background of the page) to 1. */
  Color shade(double share) {
    return mixed(background, series(0), share);
  }

  /** Text colour on a cell of this shade, with a contrast of 4.5 to 1 or more. */
  Color onShade(double share) {
    Color cell = shade(share);
    return contrast(cell, Color.BLACK) >= contrast(cell, Color.WHITE) ? Color.BLACK : Color.WHITE;
  }

  /** Grey from paper (0) to ink (1). */
  Color grey(double share) {
    return mixed(background, ink, share);
  }

  /** Colour at a position of the colour scale, from 0 to 1. */
  Color ramp(double position) {
    double step = Math.max(0, Math.min(1, position)) * (RAMP.length - 1);
    int below = Math.min((int) step, RAMP.length - 2);
    return mixed(new Color(RAMP[below]), new Color(RAMP[below + 1]), step - below);
  }

  /** Gradient of the whole colour scale, upwards on the canvas. */
  Paint ramp(double bottom, double top) {
    float[] positions = new float[RAMP.length];
    Color[] colours = new Color[RAMP.length];
    for (int i = 0; i < RAMP.length; i++) {
      positions[i] = i / (RAMP.length - 1f);
      colours[i] = new Color(RAMP[i]);
    }
    return new LinearGradientPaint(
        new Point2D.Double(0, bottom), new Point2D.Double(0, top), positions, colours);
  }

  /** Translucent version of a colour. */
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

  /** Contrast ratio of two colours, from 1 to 21, by the Web Content Accessibility Guidelines. */
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

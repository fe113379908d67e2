package treecast.source.digits;

import treecast.linalg.RandomStream;

/**
 * Pen and paper: draws polylines as grey pixels with a round pen.
 *
 * @param radius half the stroke's width in the middle of the image's height, in pixels
 * @param softness width of the edge over which full ink fades to none, in pixels
 * @param slope relative growth of the stroke's width from the middle of the image to its lower edge
 * @param darkness grey level of full ink, 0 to 255
 * @param grain maximum random loss of ink at a pixel, as a fraction of full ink
 */
record Pen(double radius, double softness, double slope, double darkness, double grain) {
  private static final int SIDE = BuiltInDigits.SIDE;

  /** Random pen, made from the first five numbers of a stream. */
  static Pen pick(RandomStream random) {
    return new Pen(
        0.75 + 0.95 * random.uniform(0),
        0.7 + 0.8 * random.uniform(1),
        0.5 * random.uniform(2) - 0.25,
        180 + 75 * random.uniform(3),
        0.35 * random.uniform(4));
  }

  /**
   * Draws lines on white paper.
   *
   * @param lines polylines, x and y in turn, in pixels from the top left corner of the image
   * @param paper random stream of the loss of ink at each pixel
   * @param pixels receives the image: one byte per pixel, row by row, 0 for paper and 255 for full
   *     ink
   * @param offset index of the first pixel
   */
  void draw(double[][] lines, RandomStream paper, byte[] pixels, int offset) {
    double[] depth = new double[SIDE * SIDE];
    for (double[] line : lines) {
      for (int i = 0; i + 3 < line.length; i += 2) {
        piece(depth, line[i], line[i + 1], line[i + 2], line[i + 3]);
      }
    }
    for (int i = 0; i < depth.length; i++) {
      double ink = Math.min(1, depth[i] / softness);
      double taken = ink > 0 ? ink * (1 - grain * paper.uniform(i)) : 0;
      pixels[offset + i] = (byte) (int) (darkness * taken + 0.5);
    }
  }

  /**
   * Line segment: raises each pixel's depth inside the stroke (in pixels, measured from its edge).
   */
  private void piece(double[] depth, double x0, double y0, double x1, double y1) {
    double wide = radius * (1 + slope * ((y0 + y1) / SIDE - 1)) + softness / 2;
    int left = within(Math.min(x0, x1) - wide);
    int right = within(Math.max(x0, x1) + wide);
    int top = within(Math.min(y0, y1) - wide);
    int bottom = within(Math.max(y0, y1) + wide);
    double dx = x1 - x0;
    double dy = y1 - y0;
    double scale = 1 / (dx * dx + dy * dy + 1e-9);
    for (int row = top; row <= bottom; row++) {
      double py = row + 0.5 - y0;
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - x0;
        double along = Math.max(0, Math.min(1, (px * dx + py * dy) * scale));
        double ex = px - along * dx;
        double ey = py - along * dy;
        double square = ex * ex + ey * ey;
        if (square < wide * wide) {
          int pixel = row * SIDE + column;
          depth[pixel] = Math.max(depth[pixel], wide - Math.sqrt(square));
        }
      }
    }
  }

  private static int within(double coordinate) {
    return (int) Math.max(0, Math.min(SIDE - 1, coordinate));
  }
}

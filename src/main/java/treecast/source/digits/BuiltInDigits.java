package treecast.source.digits;

import java.util.List;
import java.util.Objects;
import treecast.linalg.RandomStream;

/**
 * Built-in data set: synthetic images of handwritten digits, so that everything runs without a
 * network.
 *
 * <p>Size and shape are MNIST's, and it is about as difficult. Image i of a split is a pure
 * function of (split, i), computed with the same bits on every machine, so any thread of any
 * machine can draw any image. A digit is drawn from one of several templates whose points are moved
 * at random. An elastic distortion, rotation, slant, scaling and translation follow; pen width and
 * ink are random, too.
 */
public final class BuiltInDigits {
  /** Number of training images. */
  public static final int TRAINING_ROWS = 60_000;

  /** Number of test images. */
  public static final int TEST_ROWS = 10_000;

  /** Height and width of an image in pixels. */
  public static final int SIDE = 28;

  /** Number of classes: the digits 0 to 9. */
  public static final int CLASSES = 10;

  /** Seed of the data set: another number would give other images. */
  private static final long SEED = 1998;

  /**
   * Standard deviation of the random displacement of a template's point, as a fraction of the
   * digit's height.
   */
  private static final double UNSTEADINESS = 0.027;

  /** Maximum displacement by one wave, as a fraction of the digit's height. */
  private static final double BEND = 0.072;

  /** Maximum change of a wave's phase over the height of the digit, in radians: about one wave. */
  private static final double STEEPEST = 6.5;

  /** Maximum height and width of a digit in pixels, between the middles of its strokes. */
  private static final double LARGEST = 21;

  /** Minimum distance from the middle of a stroke to the edge of the image, in pixels. */
  private static final double MARGIN = 2;

  /**
   * Parts of an image with random streams of their own. Their codes must not change, because the
   * images depend on them.
   */
  private enum Part {
    LABEL(0),
    WAY(1),
    HAND(2),
    WAVES(3),
    SLANT(4),
    PLACE(5),
    PEN(6),
    PAPER(7),
    SPECK(8);

    private final int code;

    Part(int code) {
      this.code = code;
    }
  }

  private BuiltInDigits() {}

  /**
   * Label of an image: the digit that it shows.
   *
   * @param test whether the image belongs to the test split
   * @param i index of the image in its split, from 0
   * @return 0 to 9, each equally likely
   * @throws IndexOutOfBoundsException if the split has no such image
   */
  public static byte label(boolean test, int i) {
    return (byte) random(test, i, Part.LABEL).below(0, CLASSES);
  }

  /**
   * Draws an image.
   *
   * @param test whether the image belongs to the test split
   * @param i index of the image in its split, from 0
   * @param pixels receives the image: one byte per pixel, row by row, 0 for paper and 255 for full
   *     ink
   * @param offset index of the first of the {@code SIDE * SIDE} pixels
   * @throws IndexOutOfBoundsException if the split has no such image or there is no room for it
   */
  public static void draw(boolean test, int i, byte[] pixels, int offset) {
    List<Strokes> ways = Strokes.of(label(test, i));
    Strokes way = ways.get(random(test, i, Part.WAY).below(0, ways.size()));
    double[][] lines = way.write(random(test, i, Part.HAND), UNSTEADINESS);
    bend(lines, random(test, i, Part.WAVES));
    slant(lines, random(test, i, Part.SLANT));
    place(lines, random(test, i, Part.PLACE));
    Pen pen = Pen.pick(random(test, i, Part.PEN));
    pen.draw(lines, random(test, i, Part.PAPER), pixels, offset);
    speck(pixels, offset, random(test, i, Part.SPECK));
  }

  private static RandomStream random(boolean test, int i, Part part) {
    Objects.checkIndex(i, test ? TEST_ROWS : TRAINING_ROWS);
    return RandomStream.of(SEED, test ? 1 : 0, i, part.code);
  }

  /** Elastic distortion: two waves along x and two along y displace every point. */
  private static void bend(double[][] lines, RandomStream random) {
    for (int wave = 0; wave < 4; wave++) {
      double alongX = STEEPEST * (2 * random.uniform(4L * wave) - 1);
      double alongY = STEEPEST * (2 * random.uniform(4L * wave + 1) - 1);
      double phase = 2 * Math.PI * random.uniform(4L * wave + 2);
      double height = BEND * random.uniform(4L * wave + 3);
      int axis = wave % 2;
      for (double[] line : lines) {
        for (int i = 0; i < line.length; i += 2) {
          double angle = alongX * line[i] + alongY * line[i + 1] + phase;
          line[i + axis] = line[i + axis] + height * StrictMath.sin(angle);
        }
      }
    }
  }

  /** Affine distortion: stretches, slants (more often to the right, as people do) and rotates. */
  private static void slant(double[][] lines, RandomStream random) {
    double wide = 1 + 0.15 * Strokes.bell(random, 0);
    double slant = 0.12 + 0.22 * Strokes.bell(random, 1);
    double turn = 0.13 * Strokes.bell(random, 2);
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    for (double[] line : lines) {
      for (int i = 0; i < line.length; i += 2) {
        double x = wide * line[i] - slant * line[i + 1];
        double y = line[i + 1];
        line[i] = cos * x - sin * y;
        line[i + 1] = sin * x + cos * y;
      }
    }
  }

  /** Scales to pixels and moves the digit near the middle of the image, completely inside it. */
  private static void place(double[][] lines, RandomStream random) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double[] line : lines) {
      for (int i = 0; i < line.length; i++) {
        low[i % 2] = Math.min(low[i % 2], line[i]);
        high[i % 2] = Math.max(high[i % 2], line[i]);
      }
    }
    double height = Math.min(LARGEST, 18 + 1.4 * Strokes.bell(random, 2));
    double scale = height / Math.max(high[0] - low[0], high[1] - low[1]);
    for (int axis = 0; axis < 2; axis++) {
      double room = (SIDE - scale * (high[axis] - low[axis])) / 2 - MARGIN;
      double middle = SIDE / 2.0 + Math.max(-room, Math.min(room, Strokes.bell(random, axis)));
      double shift = middle - scale * (low[axis] + high[axis]) / 2;
      for (double[] line : lines) {
        for (int i = axis; i < line.length; i += 2) {
          line[i] = scale * line[i] + shift;
        }
      }
    }
  }

  /** Noise: one grey pixel at a random position, or none. */
  private static void speck(byte[] pixels, int offset, RandomStream random) {
    if (random.uniform(0) < 0.3) {
      int pixel = offset + random.below(1, SIDE * SIDE);
      int grey = 40 + random.below(2, 120);
      pixels[pixel] = (byte) Math.max(pixels[pixel] & 0xFF, grey);
    }
  }
}

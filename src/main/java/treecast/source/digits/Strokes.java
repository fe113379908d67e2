package treecast.source.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import treecast.linalg.RandomStream;

/**
 * Template of a digit: the points that the pen passes through, in the pen's order.
 *
 * <p>Points are percentages of the digit's height, x to the right and y down; smooth curves join
 * them. In the templates {@code !} marks a point where the pen turns sharply and {@code |} lifts
 * the pen. A digit has several templates because people write it in several ways.
 */
final class Strokes {
  private static final List<List<Strokes>> DIGITS =
      List.of(
          ways(
              "55,2 30,12 18,50 28,88 50,98 72,88 82,50 70,12 48,1",
              "54,2 36,14 28,50 35,88 50,98 65,88 73,50 65,14 50,3",
              "66,12 45,3 24,22 18,58 34,93 60,94 80,62 78,26 58,6 40,10"),
          ways(
              "52,2 50,50 48,98",
              "66,2 50,50 34,98",
              "35,20 52,2! 52,50 52,98",
              "35,18 52,2! 52,50 52,97 | 30,98 52,97 74,98"),
          ways(
              "22,26 32,6 56,2 76,18 72,42 46,70 20,97! 50,96 82,95",
              "24,10 50,2 74,12 70,36 46,64 20,96! 50,92 80,98",
              "22,24 36,5 60,3 75,22 66,50 42,80 24,94 18,84 30,76 48,86 66,96 84,90"),
          ways(
              "22,14 46,2 72,12 70,34 44,47! 72,56 80,76 58,97 20,90",
              "22,5 48,4 76,4! 60,24 44,42! 70,50 80,72 60,96 20,92",
              "24,10 52,2 72,20 58,42 42,50 44,43 64,52 78,74 58,97 20,90"),
          ways(
              "28,4 22,30 20,56! 50,57 82,54 | 66,10 64,50 62,98",
              "62,98 64,50 66,2! 40,32 16,64! 50,65 86,64",
              "26,6 22,36 32,54 54,54 72,42 | 76,4 72,42 66,98"),
          ways(
              "76,4 52,4 32,5! 28,24 26,44! 50,38 74,50 76,76 54,97 20,90",
              "32,6 28,26 26,44! 52,40 76,56 72,84 46,98 20,88 | 32,6 54,5 80,3",
              "76,8 52,3 32,14 30,36 52,46 74,62 70,86 46,98 22,90"),
          ways(
              "66,4 44,20 26,50 22,78 42,98 66,92 76,72 60,54 38,60 26,76",
              "58,2 40,34 26,68 32,92 54,98 72,84 66,62 46,58 28,74",
              "78,14 58,3 34,20 22,56 30,90 54,98 76,84 74,62 52,52 30,66"),
          ways(
              "20,8 50,6 80,4! 62,46 44,98",
              "20,8 50,6 80,4! 62,46 44,98 | 36,50 56,49 76,48",
              "20,22 22,6! 50,8 80,5! 64,40 54,98",
              "18,12 36,4 58,10 80,4! 68,30 54,60 50,98"),
          ways(
              "72,16 50,2 28,18 40,40 62,56 76,78 50,98 24,78 38,56 60,40 74,18",
              "50,47 30,34 32,10 52,2 70,12 70,34 50,47 28,60 24,84 50,98 76,84 72,60 50,47",
              "76,6 50,6 30,22 46,44 68,62 66,90 44,98 26,82 40,58 66,36 82,14"),
          ways(
              "74,20 52,2 28,16 26,40 46,52 68,42 76,18! 74,56 70,98",
              "74,24 54,2 28,18 30,44 54,50 74,26! 76,60 64,92 30,96",
              "70,12 46,4 26,26 36,48 58,44 74,10! 64,54 50,98"));

  /** Number of line segments that approximate the curve between two neighbouring points. */
  private static final int PIECES = 6;

  /** Coordinates x and y in turn, in units of the digit's height, with the origin in its middle. */
  private final double[] points;

  /**
   * Indices of the first and last point of each curve in turn. After a sharp turn, a curve starts
   * at the point where the curve before ended.
   */
  private final int[] ends;

  private Strokes(String template) {
    List<Double> coordinates = new ArrayList<>();
    List<Integer> bounds = new ArrayList<>(List.of(0));
    for (String token : template.split(" ", -1)) {
      int last = coordinates.size() / 2 - 1;
      if (token.equals("|")) {
        bounds.addAll(List.of(last, last + 1));
        continue;
      }
      int comma = token.indexOf(',');
      boolean sharp = token.endsWith("!");
      String y = token.substring(comma + 1, token.length() - (sharp ? 1 : 0));
      coordinates.add(Integer.parseInt(token.substring(0, comma)) / 100.0 - 0.5);
      coordinates.add(Integer.parseInt(y) / 100.0 - 0.5);
      if (sharp) {
        bounds.addAll(List.of(last + 1, last + 1));
      }
    }
    bounds.add(coordinates.size() / 2 - 1);
    points = coordinates.stream().mapToDouble(Double::doubleValue).toArray();
    ends = bounds.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Strokes> ways(String... templates) {
    return Arrays.stream(templates).map(Strokes::new).toList();
  }

  /**
   * Templates of a digit.
   *
   * @param digit 0 to 9
   */
  static List<Strokes> of(int digit) {
    return DIGITS.get(digit);
  }

  /**
   * Draws the digit once with randomly displaced points.
   *
   * @param hand random stream of the displacements, x and y in turn
   * @param unsteadiness standard deviation of the displacements, in heights of the digit
   * @return one polyline per curve, x and y in turn, (0, 0) the digit's middle, heights of the
   *     digit
   */
  double[][] write(RandomStream hand, double unsteadiness) {
    double[] moved = new double[points.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = points[i] + unsteadiness * bell(hand, i);
    }
    double[][] lines = new double[ends.length / 2][];
    for (int curve = 0; curve < lines.length; curve++) {
      lines[curve] = smooth(moved, ends[2 * curve], ends[2 * curve + 1]);
    }
    return lines;
  }

  /**
   * Random number i of a bell-shaped distribution with mean 0 and variance 1, bounded by -3 and 3.
   */
  static double bell(RandomStream random, long i) {
    return 2 * (random.uniform(3 * i) + random.uniform(3 * i + 1) + random.uniform(3 * i + 2)) - 3;
  }

  /** Catmull-Rom curve through the points first to last, as a polyline. */
  private static double[] smooth(double[] points, int first, int last) {
    int pieces = PIECES * (last - first);
    double[] line = new double[2 * (pieces + 1)];
    for (int i = 0; i <= pieces; i++) {
      int from = Math.min(first + i / PIECES, last - 1);
      double t = i / (double) PIECES - (from - first);
      int[] near = {Math.max(from - 1, first), from, from + 1, Math.min(from + 2, last)};
      for (int axis = 0; axis < 2; axis++) {
        double p0 = points[2 * near[0] + axis];
        double p1 = points[2 * near[1] + axis];
        double p2 = points[2 * near[2] + axis];
        double p3 = points[2 * near[3] + axis];
        double cubic = 3 * (p1 - p2) + p3 - p0;
        double square = 2 * p0 - 5 * p1 + 4 * p2 - p3;
        line[2 * i + axis] = p1 + 0.5 * t * (p2 - p0 + t * (square + t * cubic));
      }
    }
    return line;
  }
}

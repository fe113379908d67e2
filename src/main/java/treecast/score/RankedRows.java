package treecast.score;

import java.util.List;
import java.util.stream.IntStream;
import treecast.linalg.Matrix;

/**
 * Probabilities of some classes in rows, which become a ranking of each class. It takes 8 bytes for
 * each row and class.
 */
public final class RankedRows {
  private final int[] labels;
  private final double[][] probabilities;
  private final int from;
  private int rows;

  /**
   * No rows yet.
   *
   * @param rows number of rows that will be added
   * @param from the first class
   * @param to the class behind the last one
   */
  public RankedRows(int rows, int from, int to) {
    this.labels = new int[rows];
    this.probabilities = new double[to - from][rows];
    this.from = from;
  }

  /**
   * Adds a row.
   *
   * @param actual its class
   * @param all rows x classes
   * @param row the row's index in this matrix
   */
  public void add(int actual, Matrix all, int row) {
    labels[rows] = actual;
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i][rows] = all.get(row, from + i);
    }
    rows++;
  }

  /** Ranking of the rows by each of the classes. */
  public List<ClassRanking> rankings() {
    return IntStream.range(0, probabilities.length)
        .mapToObj(i -> ClassRanking.of(from + i, labels, probabilities[i]))
        .toList();
  }
}

package treecast.source;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import treecast.data.Moments;

/**
 * Moments of the features of a column of words in a block of rows: a feature for each word, which
 * is 1 in the rows with this word.
 */
final class WordMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Integer> indices = new LinkedHashMap<>();
  private int[] sequence = new int[0];
  private int length;
  private Moments moments = new Moments(0);

  /**
   * Adds the word of the next row.
   *
   * @param word empty if it is missing
   */
  void add(String word) {
    int index = word.isEmpty() ? -1 : indices.computeIfAbsent(word, w -> indices.size());
    if (length == sequence.length) {
      sequence = Arrays.copyOf(sequence, Math.max(64, 2 * length));
    }
    sequence[length++] = index;
  }

  /** Number of different words. */
  int words() {
    return indices.size();
  }

  /** Ends the block: moments take the place of its words. */
  void end() {
    double[] row = new double[1];
    moments = new Moments(indices.size());
    for (int word = 0; word < moments.features(); word++) {
      Moments one = new Moments(1);
      for (int i = 0; i < length; i++) {
        row[0] = sequence[i] == word ? 1 : 0;
        one.add(row, 0);
      }
      moments.copy(word, one, 0);
    }
    sequence = new int[0];
  }

  /** Copies the moments of a word's feature. */
  void copy(String word, Moments to, int feature) {
    Integer index = indices.get(word);
    if (index == null) {
      to.addZeros(feature, length);
    } else {
      to.copy(feature, moments, index);
    }
  }
}

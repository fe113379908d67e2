package treecast.config;

import java.util.Optional;

/** Suggestions for misspelt words. */
public final class Spelling {
  private Spelling() {}

  /** Hint with the nearest choice for a message; empty if none is near. */
  public static String hint(String word, Iterable<String> choices) {
    return nearest(word, choices).map(name -> " (did you mean " + name + "?)").orElse("");
  }

  /** Choice with the smallest edit distance, if that is less than half the word's length. */
  private static Optional<String> nearest(String word, Iterable<String> choices) {
    String best = null;
    int fewest = Math.max(1, word.length() / 2) + 1;
    for (String choice : choices) {
      int edits = edits(word, choice);
      if (edits < fewest) {
        fewest = edits;
        best = choice;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's distance. */
  private static int edits(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int swap = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(swap, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}

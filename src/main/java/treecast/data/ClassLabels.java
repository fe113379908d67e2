package treecast.data;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The classes: what files call each and what people do.
 *
 * @param labels the label of class 0, 1, ... in files
 * @param names the names of the same classes, equal to the labels where nobody gave others
 */
public record ClassLabels(List<String> labels, List<String> names) implements ClassChoice {
  /** Names that fit a line. */
  private static final int LISTED = 12;

  /**
   * Checks that every class has one label and one name.
   *
   * @throws IllegalArgumentException if not
   */
  public ClassLabels {
    labels = List.copyOf(labels);
    names = List.copyOf(names);
    if (labels.isEmpty()
        || labels.size() > MAX
        || labels.size() != names.size()
        || labels.stream().distinct().count() != labels.size()) {
      throw new IllegalArgumentException(
          "expected a label and a name for each of 1 to %d classes, found %d and %d"
              .formatted(MAX, labels.size(), names.size()));
    }
  }

  /** Classes that are called what they are labelled. */
  public static ClassLabels of(List<String> labels) {
    return new ClassLabels(labels, labels);
  }

  /** Labels that are neighbouring numbers. */
  public static ClassLabels numbered(long first, int count) {
    return of(LongStream.range(first, first + count).mapToObj(String::valueOf).toList());
  }

  /**
   * The classes of a source that has been examined.
   *
   * @throws IllegalStateException if it has not been
   */
  public static ClassLabels decided(ClassChoice choice) {
    if (choice instanceof ClassLabels known) {
      return known;
    }
    throw new IllegalStateException("rows are read through the source of an examined data set");
  }

  public int count() {
    return labels.size();
  }

  /** The class that a label means, or -1. */
  public int indexOf(String label) {
    return labels.indexOf(label);
  }

  /** The class of each byte that may stand in a file, or -1. */
  public int[] ofBytes() {
    return IntStream.range(0, 256).map(value -> indexOf(String.valueOf(value))).toArray();
  }

  @Override
  public ClassLabels decide(LabelCensus training) {
    return this;
  }

  /**
   * Requires that every label of a file is one of these.
   *
   * @param hint what would help
   * @throws DataException naming the first row whose label is not
   */
  void require(LabelCensus census, String hint) {
    for (String label : census.places().keySet()) {
      if (indexOf(label) < 0) {
        String expected = isRange(labels) ? "a label " : "one of the labels ";
        throw census.bad(label, expected + listed(labels), hint);
      }
    }
  }

  /** Whether labels and names are the numbers from 0. */
  public boolean isPlain() {
    return equals(numbered(0, count()));
  }

  /** How many there are and, where the numbers from 0 do not say it all, what they are called. */
  public String describe() {
    return count() + " classes" + (isPlain() ? "" : ": " + listed(names));
  }

  private static boolean isRange(List<String> labels) {
    return LabelCensus.isWhole(labels.get(0))
        && labels.equals(numbered(Long.parseLong(labels.get(0)), labels.size()).labels());
  }

  private static String listed(List<String> words) {
    if (isRange(words)) {
      return "from %s to %s".formatted(words.get(0), words.get(words.size() - 1));
    }
    String few = String.join(", ", words.stream().limit(LISTED).map(Excerpt::plain).toList());
    return words.size() > LISTED ? few + ", ..." : few;
  }
}

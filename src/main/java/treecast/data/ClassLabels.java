package treecast.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Class labels: the text that stands for each class in files, and the name that reports show.
 *
 * @param labels the label of class 0, 1, ... in files
 * @param names the names of the same classes in reports; by default the labels
 */
public record ClassLabels(List<String> labels, List<String> names) implements ClassChoice {
  /** Maximum number of names that a message lists. */
  private static final int LISTED = 12;

  /**
   * Checks labels and names.
   *
   * @throws IllegalArgumentException if their numbers differ, are not 1 to 65,535, or a label
   *     occurs twice
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

  /** Classes whose names are their labels. */
  public static ClassLabels of(List<String> labels) {
    return new ClassLabels(labels, labels);
  }

  /**
   * Classes whose labels and names are consecutive numbers.
   *
   * @param first label of class 0
   */
  public static ClassLabels numbered(long first, int count) {
    return of(LongStream.range(first, first + count).mapToObj(String::valueOf).toList());
  }

  /**
   * Class labels of an examined source.
   *
   * @throws IllegalStateException if the source has not been examined
   */
  public static ClassLabels decided(ClassChoice choice) {
    if (choice instanceof ClassLabels known) {
      return known;
    }
    throw new IllegalStateException(
        "this source has not been examined: read rows through the source of a DataSet");
  }

  public int count() {
    return labels.size();
  }

  /** Class of a label, from 0; -1 if it is not a label. */
  public int indexOf(String label) {
    return labels.indexOf(label);
  }

  /** Class of each label, to look up many. */
  public Map<String, Integer> indices() {
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      indices.put(labels.get(i), i);
    }
    return indices;
  }

  /** Classes of which each is a byte (0 to 255). */
  static char[] widened(byte[] classes) {
    char[] wide = new char[classes.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = (char) Byte.toUnsignedInt(classes[i]);
    }
    return wide;
  }

  @Override
  public ClassLabels decide(LabelCensus training) {
    return this;
  }

  /**
   * Checks that every label of a file belongs to a class.
   *
   * @param hint appended to the message
   * @throws DataException that names the first row with an unknown label
   */
  void require(LabelCensus census, String hint) {
    Set<String> known = Set.copyOf(labels);
    for (String label : census.firstRows().keySet()) {
      if (!known.contains(label)) {
        String expected = isRange(labels) ? "a label " : "one of the labels ";
        throw census.bad(label, expected + listed(labels), hint);
      }
    }
  }

  /** Whether labels and names are the numbers from 0. */
  public boolean isPlain() {
    return equals(numbered(0, count()));
  }

  /** Number of classes and, unless they are called 0, 1, 2, ..., their names. */
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

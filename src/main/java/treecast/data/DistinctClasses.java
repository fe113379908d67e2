package treecast.data;

import java.util.List;

/**
 * Classes from the distinct labels of the training rows, words or whole numbers, as in text files.
 * Numbers are sorted by value and words alphabetically, so the order of the rows does not matter.
 *
 * @param classes the expected number of classes, or {@link #AUTO}
 * @param names empty; or the labels in the order of the classes, of which some may be missing from
 *     the training rows; or, if labels are numbers, the names of the numbers in ascending order
 */
public record DistinctClasses(int classes, List<String> names) implements ClassChoice {
  /** Number of classes: the number of distinct training labels. */
  public static final int AUTO = 0;

  @Override
  public ClassLabels decide(LabelCensus training) {
    List<String> labels = training.sorted();
    if (names.isEmpty()) {
      requireCount(training, labels);
      return ClassLabels.of(labels);
    }
    List<String> named = names.stream().map(LabelCensus::canonical).toList();
    if (!training.isWhole() || named.containsAll(labels)) {
      return new ClassLabels(named, names);
    }
    if (labels.size() != names.size()) {
      throw new DataException(
          "%s: expected %d different labels, one for each of data.classNames, found %d: %s"
              .formatted(training.file(), names.size(), labels.size(), list(labels)));
    }
    return new ClassLabels(labels, names);
  }

  private void requireCount(LabelCensus training, List<String> labels) {
    if (classes != AUTO && labels.size() > classes) {
      String superfluous = training.firstRows().keySet().stream().skip(classes).findFirst().get();
      throw training.bad(
          superfluous,
          "one of the %d labels in the rows before (data.classes)".formatted(classes),
          " (data.classes = %d would accept every label of the file)".formatted(labels.size()));
    }
    int min = classes != AUTO ? classes : 2;
    if (labels.size() < min) {
      throw new DataException(
          "%s: expected %d different labels%s, found %d: %s"
              .formatted(
                  training.file(),
                  min,
                  classes != AUTO ? " (data.classes)" : " or more",
                  labels.size(),
                  list(labels)));
    }
  }

  private static String list(List<String> labels) {
    return String.join(", ", labels.stream().limit(10).map(Excerpt::plain).toList());
  }
}

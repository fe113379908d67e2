package treecast.data;

import java.util.List;

/**
 * Classes that are the different labels of the training rows, words or whole numbers, as in text
 * files: numbers ascend by value, words by letter, so that the order of the rows does not matter.
 *
 * @param classes how many there have to be, or {@link #AUTO}
 * @param names nothing; or the labels in the order wanted, of which some may be absent from the
 *     training rows; or, where labels are numbers, what the ascending numbers are called
 */
public record DistinctClasses(int classes, List<String> names) implements ClassChoice {
  /** As many as there are. */
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
          "%s: expected %d different labels, as data.classNames has names, found %d: %s"
              .formatted(training.file(), names.size(), labels.size(), list(labels)));
    }
    return new ClassLabels(labels, names);
  }

  private void requireCount(LabelCensus training, List<String> labels) {
    if (classes != AUTO && labels.size() > classes) {
      String superfluous = training.places().keySet().stream().skip(classes).findFirst().get();
      throw training.bad(
          superfluous,
          "one of the %d labels above it, as data.classes says".formatted(classes),
          " (data.classes = %d would accept every label of the file)".formatted(labels.size()));
    }
    int min = classes != AUTO ? classes : 2;
    if (labels.size() < min) {
      throw new DataException(
          "%s: expected %d different labels%s, found %d: %s"
              .formatted(
                  training.file(),
                  min,
                  classes != AUTO ? ", as data.classes says" : " or more",
                  labels.size(),
                  list(labels)));
    }
  }

  private static String list(List<String> labels) {
    return String.join(", ", labels.stream().limit(10).map(Excerpt::plain).toList());
  }
}

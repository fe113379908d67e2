package treecast.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Classes whose labels are consecutive numbers, as in IDX files. Another number is an error in the
 * data.
 *
 * @param classes number of classes, 2 to 65,535
 * @param firstLabel the smallest label, or {@link #AUTO}: 1 if the training labels are exactly the
 *     numbers from 1 to the number of classes, else 0
 * @param names names of the classes, or empty
 */
public record NumberedClasses(int classes, int firstLabel, List<String> names)
    implements ClassChoice {
  /** First label: decided by the training labels. */
  public static final int AUTO = -1;

  /** Number of classes with any first label and no names. */
  public static NumberedClasses of(int classes) {
    return new NumberedClasses(classes, AUTO, List.of());
  }

  @Override
  public ClassLabels decide(LabelCensus training) {
    int first = firstLabel != AUTO ? firstLabel : startsAtOne(training, classes) ? 1 : 0;
    ClassLabels numbered = ClassLabels.numbered(first, classes);
    return names.isEmpty() ? numbered : new ClassLabels(numbered.labels(), names);
  }

  @Override
  public String hint(LabelCensus census) {
    if (!names.isEmpty() || !census.isWhole()) {
      return "";
    }
    long[] labels =
        census.firstRows().keySet().stream().mapToLong(Long::parseLong).sorted().toArray();
    long min = labels[0];
    long largest = labels[labels.length - 1];
    boolean clearlyOne = startsAtOne(census, largest);
    boolean perhapsOne = min > 0 && largest == classes;
    long auto = clearlyOne || perhapsOne ? 1 : 0;
    long first = firstLabel == AUTO ? auto : Math.min(firstLabel, min);
    long wanted = largest - first + 1;
    List<String> settings = new ArrayList<>();
    if (wanted != classes) {
      settings.add("data.classes = " + wanted);
    }
    if (firstLabel == AUTO ? first == 1 && !clearlyOne : first != firstLabel) {
      settings.add("data.firstLabel = " + first);
    }
    return settings.isEmpty() || wanted > MAX || first < 0
        ? ""
        : " (" + String.join(", ", settings) + " would accept every label of the file)";
  }

  private static boolean startsAtOne(LabelCensus census, long largest) {
    return census.firstRows().size() == largest
        && IntStream.rangeClosed(1, (int) largest).allMatch(census::holds);
  }
}

package treecast.data;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Distinct labels of a file in the order in which they appear, with the first row of each.
 *
 * @param file the file's name, for messages
 * @param firstRows the first row of each label, in the words of a message
 */
public record LabelCensus(String file, Map<String, String> firstRows) {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}(\\.0*)?");
  private static final Pattern SCIENTIFIC =
      Pattern.compile("[+-]?\\d(\\.\\d{1,40})?[eE][+-]?\\d{1,2}");

  public LabelCensus {
    firstRows = Collections.unmodifiableMap(new LinkedHashMap<>(firstRows));
  }

  /**
   * Canonical form of a label: whole numbers as 7, not +7, 07, 7.0 or 7.000e+00; words without
   * blanks around them.
   */
  public static String canonical(String text) {
    String label = text.strip();
    if (SCIENTIFIC.matcher(label).matches()) {
      BigDecimal number = new BigDecimal(label).stripTrailingZeros();
      return number.scale() <= 0 && number.precision() - number.scale() <= 18
          ? number.toBigInteger().toString()
          : label;
    }
    return isWhole(label)
        ? new BigDecimal(label.replaceFirst("\\.0*$", "")).toBigInteger().toString()
        : label;
  }

  public static boolean isWhole(String label) {
    return WHOLE.matcher(label).matches();
  }

  boolean holds(long label) {
    return firstRows.containsKey(String.valueOf(label));
  }

  /** Whether every label is a whole number. */
  public boolean isWhole() {
    return firstRows.keySet().stream().allMatch(LabelCensus::isWhole);
  }

  /** Labels in ascending order: by value if all are whole numbers, else alphabetically. */
  List<String> sorted() {
    Comparator<String> order =
        isWhole() ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder();
    return firstRows.keySet().stream().sorted(order).toList();
  }

  DataException bad(String label, String expected, String hint) {
    return new DataException(
        "%s: %s: expected %s, found %s%s"
            .formatted(
                file,
                firstRows.get(label),
                expected,
                isWhole(label) ? label : Excerpt.of(label),
                hint));
  }
}

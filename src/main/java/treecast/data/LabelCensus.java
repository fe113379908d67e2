package treecast.data;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which labels stand in a file, in the order in which they appear, and where each does first.
 *
 * @param file the file's name, for messages
 * @param places the place of each label's first row, as a message names it
 */
public record LabelCensus(String file, Map<String, String> places) {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}(\\.0*)?");

  public LabelCensus {
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
  }

  /** The one way of writing a label: whole numbers as 7, not +7, 07 or 7.0; words stripped. */
  public static String canonical(String text) {
    String label = text.strip();
    return isWhole(label)
        ? new BigDecimal(label.replaceFirst("\\.0*$", "")).toBigInteger().toString()
        : label;
  }

  public static boolean isWhole(String label) {
    return WHOLE.matcher(label).matches();
  }

  boolean holds(long label) {
    return places.containsKey(String.valueOf(label));
  }

  /** Whether every label is a whole number. */
  public boolean isWhole() {
    return places.keySet().stream().allMatch(LabelCensus::isWhole);
  }

  /** The labels in ascending order: by value where all are whole numbers, else by letter. */
  List<String> sorted() {
    Comparator<String> order =
        isWhole() ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder();
    return places.keySet().stream().sorted(order).toList();
  }

  DataException bad(String label, String expected, String hint) {
    return new DataException(
        "%s: %s: expected %s, found %s%s"
            .formatted(
                file,
                places.get(label),
                expected,
                isWhole(label) ? label : Excerpt.of(label),
                hint));
  }
}

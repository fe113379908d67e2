package treecast.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import treecast.data.Excerpt;

/** Notes on a table's columns for people: of each kind a few, and the number of others. */
final class CsvNotes {
  /** Most columns of which the same is told, each in a line. */
  private static final int TOLD = 5;

  private final Map<String, List<String>> notes = new LinkedHashMap<>();
  private final List<String> constants = new ArrayList<>();

  /**
   * Adds a note.
   *
   * @param kind what such columns are, behind the word "columns"
   */
  void add(String kind, String line) {
    notes.computeIfAbsent(kind, key -> new ArrayList<>()).add(line);
  }

  /** Adds a column with the same value in all training rows. */
  void addConstant(String column) {
    constants.add(column);
  }

  /**
   * Adds notes on labels that may be no classes of their own.
   *
   * @param skipped whether rows without a label are left out
   */
  void addLabels(CsvColumnValues labels, boolean skipped) {
    if (labels.missing() > 0 && !skipped) {
      add(
          "of labels",
          "labels: %,d rows have a word for a missing value, such as %s, which is a class here"
              .formatted(labels.missing(), labels.firstMissing().found()));
    }
    Map<String, List<String>> same =
        labels.words().stream()
            .collect(
                Collectors.groupingBy(
                    word -> word.toLowerCase(Locale.ROOT), TreeMap::new, Collectors.toList()));
    for (List<String> words : same.values()) {
      if (words.size() > 1) {
        add(
            "of labels",
            "labels: %s differ by capital letters only, and are classes of their own"
                .formatted(words.stream().map(Excerpt::of).collect(Collectors.joining(" and "))));
      }
    }
  }

  /** All notes, those of a kind together. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    notes.forEach(
        (kind, told) -> {
          lines.addAll(told.subList(0, Math.min(TOLD, told.size())));
          if (told.size() > TOLD) {
            lines.add("%,d more columns %s".formatted(told.size() - TOLD, kind));
          }
        });
    if (!constants.isEmpty()) {
      String columns =
          constants.size() == 1
              ? constants.get(0) + " has"
              : "%,d columns, such as %s, have".formatted(constants.size(), constants.get(0));
      lines.add(
          columns
              + " the same value in all training rows: other values reach the network unscaled");
    }
    return lines;
  }
}

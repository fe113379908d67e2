package treecast.source;

import java.util.Arrays;

/** Missing values of the current record of a CSV file. */
final class CsvMissing {
  private final CsvRecords records;
  private final CsvTable table;
  private final CsvPlaces places;
  private final ByteWords<Boolean> words = new ByteWords<>();

  /** Whether a number may stand for a missing value. */
  private final boolean numberIsMissing;

  CsvMissing(CsvRecords records, CsvTable table, CsvPlaces places) {
    this.records = records;
    this.table = table;
    this.places = places;
    this.numberIsMissing =
        table.choice().missingWords().stream()
            .anyMatch(word -> !Double.isNaN(table.text().number(word)));
  }

  /** Whether the row has all values of features, and a label if the file has labels. */
  boolean isWhole() {
    return Arrays.stream(places.features()).noneMatch(this::isMissing)
        && (!places.isLabelled() || !isMissing(places.label()));
  }

  private boolean isMissing(int place) {
    boolean number = !numberIsMissing && !Double.isNaN(records.number(place));
    return !number && records.word(place, words, field -> table.choice().isMissing(field.strip()));
  }
}

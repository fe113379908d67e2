package treecast.source;

import java.util.Arrays;
import treecast.data.Excerpt;
import treecast.data.LabelCensus;
import treecast.data.MissingValues;
import treecast.data.TableColumns;

/**
 * Reader of CSV files whose columns are known, see {@link CsvTable}. Blanks around labels, numbers
 * and column names are ignored.
 */
final class CsvReader implements RowReader {
  private final CsvRecords records;
  private final TextInput text;
  private final CsvTable table;
  private final CsvPlaces places;
  private final double[] values;
  private boolean parsed;
  private int leftOut;

  private CsvReader(CsvRecords records, CsvTable table) {
    this.records = records;
    this.text = records.text();
    this.table = table;
    this.places = CsvPlaces.of(records, table);
    this.values = new double[table.columns().width()];
  }

  /** Reader positioned before the first row of data, which is the first or the second record. */
  static CsvReader of(CsvRecords records, CsvTable table) {
    return new CsvReader(records, table);
  }

  @Override
  public TextInput text() {
    return text;
  }

  @Override
  public boolean isLabelled() {
    return places.isLabelled();
  }

  @Override
  public boolean next() {
    while (records.next()) {
      parsed = false;
      text.countRow();
      records.requireFields(places.fields());
      if (table.missing().method() != MissingValues.Method.SKIP || isWhole()) {
        return true;
      }
      leftOut++;
    }
    return false;
  }

  @Override
  public int leftOut() {
    return leftOut;
  }

  /** Whether the row has all values of features, and a label if the file has labels. */
  private boolean isWhole() {
    return Arrays.stream(places.features()).noneMatch(this::isMissing)
        && (!places.isLabelled() || !isMissing(places.label()));
  }

  private boolean isMissing(int place) {
    return table.choice().isMissing(records.field(place).strip());
  }

  @Override
  public String label() {
    String word = LabelCensus.canonical(records.field(places.label()));
    if (word.isEmpty()) {
      throw bad("a label in " + table.columns().label().describe(), "nothing");
    }
    boolean real = !LabelCensus.isWhole(word) && !Double.isNaN(table.text().number(word));
    if (real && !table.realLabels()) {
      throw bad(
          "a label that is a word or a whole number in " + table.columns().label().describe(),
          Excerpt.of(word) + " (data.csv.label chooses the column)");
    }
    return word;
  }

  @Override
  public String field(String column) {
    int index = places.of(column);
    if (index < 0) {
      throw bad("a column called " + Excerpt.of(column), places.describe());
    }
    return records.field(index);
  }

  @Override
  public int width() {
    if (!parsed) {
      int at = 0;
      for (int i = 0; i < places.features().length; i++) {
        TableColumns.Column column = table.columns().columns().get(i);
        if (column.isNumeric()) {
          values[at] = number(places.features()[i], column);
        } else {
          encode(places.features()[i], column, at);
        }
        at += column.width();
      }
      parsed = true;
    }
    return values.length;
  }

  private double number(int place, TableColumns.Column column) {
    double number = records.number(place);
    if (Double.isNaN(number)) {
      String field = records.field(place).strip();
      if (!table.missing().fills() || !table.choice().isMissing(field)) {
        throw bad("a finite number in " + column.describe(), Excerpt.of(field));
      }
    }
    return number;
  }

  /** One-hot encoding; a word that no training row has is none of the features. */
  private void encode(int place, TableColumns.Column column, int at) {
    String word = records.field(place).strip();
    if (!table.missing().fills() && table.choice().isMissing(word)) {
      throw bad("a word in " + column.describe(), Excerpt.of(word));
    }
    String canonical = LabelCensus.canonical(word);
    for (int k = 0; k < column.width(); k++) {
      values[at + k] = column.categories().get(k).equals(canonical) ? 1 : 0;
    }
  }

  @Override
  public void features(double[] into, int offset) {
    System.arraycopy(values, 0, into, offset, width());
  }
}

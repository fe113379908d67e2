package treecast.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import treecast.data.Excerpt;
import treecast.data.LabelCensus;
import treecast.data.MissingValues;
import treecast.data.TableColumns;

/**
 * Reader of CSV files whose columns are known, see {@link CsvTable}. Blanks around labels, numbers
 * and column names are ignored.
 */
final class CsvReader implements SeekingReader {
  private final CsvRecords records;
  private final TextInput text;
  private final CsvTable table;
  private final CsvPlaces places;
  private final double[] values;

  /** All fields, and their numbers, for a digest. */
  private final int[] all;

  private final double[] numbers;
  private int[] columns = new int[0];
  private final ByteWords<String> labels = new ByteWords<>();
  private final List<ByteWords<Integer>> categories = new ArrayList<>();

  private final CsvMissing missing;
  private final RowFilter filter;
  private boolean parsed;
  private int leftOut;

  /** Whether the current row lacks a value, and such rows are left out. */
  private boolean lacks;

  private CsvReader(CsvRecords records, CsvTable table) {
    this.records = records;
    this.text = records.text();
    this.table = table;
    this.places = CsvPlaces.of(records, table);
    this.all = IntStream.range(0, places.fields()).toArray();
    this.numbers = new double[places.fields()];
    this.values = new double[table.columns().width()];
    this.missing = new CsvMissing(records, table, places);
    this.filter =
        new RowFilter(text, table.skips() != CsvTable.Skips.NOTHING, this::requireReadable);
    table.columns().columns().forEach(column -> categories.add(new ByteWords<>()));
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
  public long offset() {
    return records.offset();
  }

  @Override
  public TextPlace place() {
    return records.place();
  }

  @Override
  public void seek(TextPlace place) {
    records.seek(place);
  }

  CsvRecords records() {
    return records;
  }

  /**
   * Index of the field of each column of a draft, in which all columns are known.
   *
   * @param label index of the label's column
   */
  int[] columns(int label) {
    if (!places.isLabelled()) {
      throw bad("rows with labels", "none (scripts/treecast predict answers such rows)");
    }
    columns = columns.length > 0 ? columns : places.all(label);
    return columns;
  }

  /** Adds the current record to a digest. */
  void addTo(RowDigest digest) {
    for (int i = 0; i < all.length; i++) {
      numbers[i] = records.number(i);
    }
    digest.add(records, numbers, all);
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
      if (filter.isGood()) {
        if (!lacks) {
          return true;
        }
        leftOut++;
      }
    }
    return false;
  }

  private void requireReadable() {
    records.requireFields(places.fields());
    lacks = table.missing().method() == MissingValues.Method.SKIP && !missing.isWhole();
    if (!lacks && table.skips() == CsvTable.Skips.ROWS) {
      if (isLabelled()) {
        label();
      }
      width();
    }
  }

  @Override
  public SkippedRows skipped() {
    return filter.skipped();
  }

  @Override
  public int leftOut() {
    return leftOut;
  }

  @Override
  public String label() {
    return records.word(places.label(), labels, this::label);
  }

  private String label(String field) {
    String word = LabelCensus.canonical(field);
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
          encode(i, column, at);
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
  private void encode(int i, TableColumns.Column column, int at) {
    int wanted = records.word(places.features()[i], categories.get(i), f -> category(f, column));
    for (int k = 0; k < column.width(); k++) {
      values[at + k] = k == wanted ? 1 : 0;
    }
  }

  private int category(String field, TableColumns.Column column) {
    String word = field.strip();
    if (!table.missing().fills() && table.choice().isMissing(word)) {
      throw bad("a word in " + column.describe(), Excerpt.of(word));
    }
    return column.categories().indexOf(LabelCensus.canonical(word));
  }

  @Override
  public void features(double[] into, int offset) {
    System.arraycopy(values, 0, into, offset, width());
  }
}

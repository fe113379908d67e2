package treecast.source;

import java.util.ArrayList;
import java.util.Arrays;
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
final class CsvReader implements RowReader {
  private static final int NONE = -1;

  private final CsvRecords records;
  private final TextInput text;
  private final CsvTable table;
  private final int fields;
  private final int label;
  private final int[] places;
  private final double[] values;
  private boolean parsed;
  private int leftOut;

  private CsvReader(CsvRecords records, CsvTable table, int fields, int label, int[] places) {
    this.records = records;
    this.text = records.text();
    this.table = table;
    this.fields = fields;
    this.label = label;
    this.places = places;
    this.values = new double[table.columns().width()];
  }

  /** Reader positioned before the first row of data, which is the first or the second record. */
  static CsvReader of(CsvRecords records, CsvTable table) {
    return table.columns().named() ? byName(records, table) : byNumber(records, table);
  }

  private static CsvReader byName(CsvRecords records, CsvTable table) {
    TableColumns columns = table.columns();
    int[] places = new int[columns.columns().size()];
    if (!records.next()) {
      // An empty file among others.
      return new CsvReader(records, table, columns.fields(), NONE, places);
    }
    List<String> names =
        IntStream.range(0, records.fields()).mapToObj(i -> records.field(i).strip()).toList();
    List<String> left = new ArrayList<>(names);
    Arrays.setAll(places, i -> take(records, table, left, names, columns.columns().get(i).name()));
    int label = left.indexOf(columns.label().name());
    List<String> wanted = new ArrayList<>(table.names());
    names.forEach(wanted::remove);
    boolean others = names.size() > table.names().size() - (label < 0 ? 1 : 0);
    if (!table.names().isEmpty() && (others || wanted.size() > (label < 0 ? 1 : 0))) {
      throw others(records, table, names);
    }
    return new CsvReader(records, table, names.size(), label, places);
  }

  /** Index of the first column of a name that was not taken before. */
  private static int take(
      CsvRecords records, CsvTable table, List<String> left, List<String> names, String name) {
    int at = left.indexOf(name);
    if (at < 0) {
      throw others(records, table, names);
    }
    left.set(at, null);
    return at;
  }

  private static RuntimeException others(CsvRecords records, CsvTable table, List<String> names) {
    List<String> wanted =
        table.names().isEmpty()
            ? table.columns().columns().stream().map(TableColumns.Column::name).toList()
            : table.names();
    return records
        .text()
        .bad(
            "the columns of the training file, " + Excerpt.plain(String.join(", ", wanted)),
            Excerpt.plain(String.join(", ", names)));
  }

  /**
   * Places by the columns' numbers. A file may lack the labels, and it may lack the columns that
   * are left out.
   */
  private static CsvReader byNumber(CsvRecords records, CsvTable table) {
    if (table.header()) {
      records.next();
    }
    TableColumns columns = table.columns();
    int fields = records.peek() ? records.fields() : columns.fields();
    int used = columns.columns().size();
    boolean all = fields == columns.fields() || fields == columns.fields() - 1;
    boolean labelled = all ? fields == columns.fields() : fields != used;
    boolean others = !all && fields != used && fields != used + 1;
    int label = columns.label().number();
    int[] places = new int[used];
    for (int i = 0; i < used; i++) {
      int number = columns.columns().get(i).number();
      int place = all || others ? number - 1 : i + (label < number ? 1 : 0);
      places[i] = labelled || number < label ? place : place - 1;
    }
    long before = columns.columns().stream().filter(c -> c.number() < label).count();
    int labelPlace = all || others ? label - 1 : (int) before;
    return new CsvReader(
        records, table, others ? columns.fields() : fields, labelled ? labelPlace : NONE, places);
  }

  @Override
  public TextInput text() {
    return text;
  }

  @Override
  public boolean isLabelled() {
    return label != NONE;
  }

  @Override
  public boolean next() {
    while (records.next()) {
      parsed = false;
      text.countRow();
      records.requireFields(fields);
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
    return Arrays.stream(places).noneMatch(this::isMissing) && (label == NONE || !isMissing(label));
  }

  private boolean isMissing(int place) {
    return table.choice().isMissing(records.field(place).strip());
  }

  @Override
  public String label() {
    String word = LabelCensus.canonical(records.field(label));
    if (word.isEmpty()) {
      throw bad("a label in " + table.columns().label().describe(), "nothing");
    }
    if (!LabelCensus.isWhole(word) && !Double.isNaN(table.text().number(word))) {
      throw bad(
          "a label that is a word or a whole number in " + table.columns().label().describe(),
          Excerpt.of(word) + " (data.csv.label chooses the column)");
    }
    return word;
  }

  @Override
  public int width() {
    if (!parsed) {
      int at = 0;
      for (int i = 0; i < places.length; i++) {
        TableColumns.Column column = table.columns().columns().get(i);
        if (column.isNumeric()) {
          values[at] = number(places[i], column);
        } else {
          encode(places[i], column, at);
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

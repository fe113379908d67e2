package treecast.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import treecast.data.Excerpt;
import treecast.data.TableColumns;

/**
 * Places of a table's columns in one of its files: by their names if it has a header that names
 * them, else by their numbers.
 *
 * @param header names of the file's columns; empty if they are found by their numbers
 * @param fields number of fields of a record
 * @param label index of the label's field, or -1 if the file has no labels
 * @param features index of the field of each feature column
 */
record CsvPlaces(List<String> header, int fields, int label, int[] features) {
  private static final int NONE = -1;

  /**
   * Finds the places, and passes over the header.
   *
   * @throws treecast.data.DataException if the file lacks a column, or has others than the training
   *     file
   */
  static CsvPlaces of(CsvRecords records, CsvTable table) {
    return table.columns().named() ? byName(records, table) : byNumber(records, table);
  }

  private static CsvPlaces byName(CsvRecords records, CsvTable table) {
    TableColumns columns = table.columns();
    int[] features = new int[columns.columns().size()];
    if (!records.next()) {
      // An empty file among others.
      return new CsvPlaces(List.of(), columns.fields(), NONE, features);
    }
    boolean nameless = table.names().isEmpty() || table.names().get(0).isEmpty();
    List<String> names = CsvRowNames.header(records, nameless);
    List<String> left = new ArrayList<>(names);
    Arrays.setAll(
        features, i -> take(records, table, left, names, columns.columns().get(i).name()));
    int label = left.indexOf(columns.label().name());
    List<String> wanted = new ArrayList<>(table.names());
    names.forEach(wanted::remove);
    int unlabelled = label < 0 ? 1 : 0;
    boolean others = names.size() > table.names().size() - unlabelled;
    if (!table.names().isEmpty() && (others || wanted.size() > unlabelled)) {
      throw others(records, table, names);
    }
    return new CsvPlaces(names, names.size(), label, features);
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
  private static CsvPlaces byNumber(CsvRecords records, CsvTable table) {
    if (table.header()) {
      records.next();
    }
    TableColumns columns = table.columns();
    int fields = records.peek() ? records.fields() : columns.fields();
    int used = columns.columns().size();
    if (fields == columns.fields() - 1 && fields == used + 1) {
      throw records
          .text()
          .bad(
              columns.fields() + " columns as in the training file",
              fields + ", without the labels or without the column that is left out");
    }
    boolean all = fields == columns.fields() || fields == columns.fields() - 1;
    boolean onlyUsed = !all && (fields == used || fields == used + 1);
    boolean labelled = all ? fields == columns.fields() : fields != used;
    int label = columns.label().number();
    int[] features = new int[used];
    for (int i = 0; i < used; i++) {
      int number = columns.columns().get(i).number();
      int place = onlyUsed ? i + (label < number ? 1 : 0) : number - 1;
      features[i] = labelled || number < label ? place : place - 1;
    }
    int before = (int) columns.columns().stream().filter(c -> c.number() < label).count();
    int place = onlyUsed ? before : label - 1;
    return new CsvPlaces(
        List.of(), all || onlyUsed ? fields : columns.fields(), labelled ? place : NONE, features);
  }

  /**
   * Index of the field of every column, where all of them are features but the label.
   *
   * @param index index of the label's column
   */
  int[] all(int index) {
    int[] all = new int[features.length + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = i == index ? label : features[i < index ? i : i - 1];
    }
    return all;
  }

  boolean isLabelled() {
    return label != NONE;
  }

  /** Index of the field of a column, by its name or its number from 1; -1 if there is none. */
  int of(String column) {
    int at = header.indexOf(column);
    int index = at >= 0 ? at : Csv.number(column).orElse(0) - 1;
    return index < fields ? index : NONE;
  }

  /** The columns that there are, for messages. */
  String describe() {
    return header.isEmpty()
        ? fields + " columns without names"
        : "the columns " + Excerpt.plain(String.join(", ", header));
  }
}

package treecast.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import treecast.data.ClassLabels;
import treecast.data.DataSet;
import treecast.data.RealRows;
import treecast.data.Shard;
import treecast.data.TableColumns;
import treecast.data.TableColumns.Column;

/**
 * Lines of a CSV file with a header. Rows of a table are written as they were read, without the
 * columns that are left out: words as words, missing values as nothing, the label in its place. In
 * other data the columns are called x1, x2, ..., and the last one is {@code label}.
 *
 * @param columns columns of features, in their order
 * @param label index of the label among all columns
 * @param labelName name of the label column
 */
record CsvLines(List<Column> columns, int label, String labelName, ClassLabels classes) {

  /** Lines of a data set. */
  static CsvLines of(DataSet data) {
    TableColumns table = data.source().columns();
    List<Column> columns =
        table.isNone()
            ? IntStream.rangeClosed(1, data.features()).mapToObj(i -> new Column("", i)).toList()
            : table.columns();
    int number = table.isNone() ? Integer.MAX_VALUE : table.label().number();
    int label = (int) columns.stream().filter(c -> c.number() < number).count();
    String name = table.label().name().isEmpty() ? "label" : table.label().name();
    return new CsvLines(columns, label, name, data.labels());
  }

  String header() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      names.add(name.isEmpty() ? "x" + (i + 1) : field(name));
    }
    names.add(label, field(labelName));
    return String.join(",", names) + "\n";
  }

  String of(Shard piece) {
    double[] values = RealRows.valuesOf(piece.inputs());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < piece.rows(); i++) {
      List<String> fields = new ArrayList<>();
      int at = i * piece.features();
      for (Column column : columns) {
        fields.add(field(values, at, column));
        at += column.width();
      }
      String word = classes.labels().get(piece.labels()[i]);
      fields.add(label, quoted(word));
      text.append(String.join(",", fields)).append('\n');
    }
    return text.toString();
  }

  private static String field(double[] values, int at, Column column) {
    if (column.isNumeric()) {
      // Shortest text that parses to the same double.
      return Double.isNaN(values[at]) ? "" : String.valueOf(values[at]);
    }
    for (int k = 0; k < column.width(); k++) {
      if (values[at + k] == 1) {
        return quoted(column.categories().get(k));
      }
    }
    return "";
  }

  private static String field(String name) {
    return name.matches("[A-Za-z0-9_.-]+") ? name : quoted(name);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}

package treecast.source;

import java.util.List;
import java.util.stream.IntStream;
import treecast.data.DataException;
import treecast.data.Excerpt;
import treecast.data.LabelCensus;

/**
 * Reader of CSV files, see {@link Csv}. Blanks around labels, numbers and column names are ignored.
 */
final class CsvReader implements RowReader {
  private final CsvRecords records;
  private final TextInput text;
  private final List<String> columns;
  private final int label;
  private final double[] values;
  private boolean begun;
  private boolean parsed;

  /** Reader positioned before the first row of data, which is the first or the second record. */
  CsvReader(CsvRecords records, Csv csv) {
    this.records = records;
    this.text = records.text();
    if (!records.next()) {
      throw new DataException(path() + ": expected rows, found none");
    }
    List<String> first = fields();
    if (first.size() == 1) {
      throw text.bad("a label and a feature or more", "one column (data.csv.separator)");
    }
    boolean named =
        csv.header() == Csv.Header.AUTO
            ? first.stream().noneMatch(Numeral::is)
            : csv.header() == Csv.Header.TRUE;
    begun = named;
    columns =
        named ? first : IntStream.rangeClosed(1, first.size()).mapToObj(String::valueOf).toList();
    label = labelColumn(csv.label(), named);
    values = new double[columns.size() - 1];
  }

  @Override
  public TextInput text() {
    return text;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    if (begun && !records.next()) {
      return false;
    }
    begun = true;
    parsed = false;
    text.countRow();
    if (records.fields() != columns.size()) {
      throw bad(columns.size() + " fields as there are columns", String.valueOf(records.fields()));
    }
    return true;
  }

  @Override
  public String label() {
    String word = LabelCensus.canonical(records.field(label));
    if (word.isEmpty()) {
      throw bad("a label in " + column(label), "nothing");
    }
    return word;
  }

  @Override
  public int width() {
    for (int i = 0; !parsed && i < columns.size(); i++) {
      if (i != label) {
        String field = records.field(i).strip();
        double number = Numeral.parse(field);
        if (Double.isNaN(number)) {
          throw bad("a finite number in " + column(i), Excerpt.of(field));
        }
        values[i < label ? i : i - 1] = number;
      }
    }
    parsed = true;
    return values.length;
  }

  @Override
  public void features(double[] into, int offset) {
    System.arraycopy(values, 0, into, offset, width());
  }

  private List<String> fields() {
    return IntStream.range(0, records.fields()).mapToObj(i -> records.field(i).strip()).toList();
  }

  private int labelColumn(String wanted, boolean named) {
    boolean auto = wanted.equals(Csv.AUTO_LABEL);
    int[] found =
        IntStream.range(0, named ? columns.size() : 0)
            .filter(i -> columns.get(i).equals(auto ? "label" : wanted))
            .toArray();
    if (found.length == 1) {
      return found[0];
    }
    if (found.length > 1) {
      throw text.bad(
          "one column called " + Excerpt.of(columns.get(found[0])), found.length + " of that name");
    }
    if (auto) {
      return columns.size() - 1;
    }
    if (wanted.matches("[1-9]\\d{0,8}") && Integer.parseInt(wanted) <= columns.size()) {
      return Integer.parseInt(wanted) - 1;
    }
    throw text.bad(
        "a column called " + Excerpt.of(wanted) + " (data.csv.label)",
        named
            ? "the columns " + Excerpt.plain(String.join(", ", columns))
            : columns.size() + " columns without names");
  }

  private String column(int i) {
    String number = "column " + (i + 1);
    return columns.get(i).equals(String.valueOf(i + 1))
        ? number
        : "%s (%s)".formatted(number, Excerpt.plain(columns.get(i)));
  }
}

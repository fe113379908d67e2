package treecast.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.TableColumns;

/**
 * Preparation of CSV files for reading: everything that the plan leaves open is decided by looking
 * at the files. The steps are the conventions of the text, the header, the label column, and what
 * each of the other columns is.
 *
 * @param train files of the training rows
 * @param test files of the test rows; may be empty
 */
record CsvPreparation(Csv csv, List<DataFile> train, List<DataFile> test) {

  /**
   * Format that reads these files, and others like them.
   *
   * @param known columns of a model; {@link TableColumns#NONE} if the training files decide
   * @throws DataException if the files cannot be understood
   */
  TableFormat table(TableColumns known) {
    List<DataFile> files = train.isEmpty() ? test : train;
    CsvSample sample = CsvSample.of(files, csv.text());
    CsvText text = CsvTextDetection.decide(sample, csv);
    List<List<String>> records = records(sample, text, true);
    if (records.isEmpty()) {
      throw new DataException(sample.path() + ": expected rows, found none");
    }
    if (!known.isNone()) {
      return known(sample, text, records, known);
    }
    String where = sample.path() + ": line 1";
    if (records.get(0).size() == 1) {
      throw new DataException(
          where
              + ": expected a label and a feature or more, found one column (data.csv.separator; data.csv.skip and data.csv.comment pass over lines)");
    }
    return decided(sample, text, records, where);
  }

  private CsvTable known(
      CsvSample sample, CsvText text, List<List<String>> records, TableColumns known) {
    boolean header = known.named() || new CsvHeader(records, List.of(), csv, text).decide(sample);
    TableColumns columns = labelled(known);
    String note =
        about(sample, text, header, columns.label(), "as of the model")
            + features(columns.columns());
    return table(text, header, csv.choice(), columns, List.of(), List.of(note));
  }

  private CsvTable table(
      CsvText text,
      boolean header,
      CsvColumns choice,
      TableColumns columns,
      List<String> names,
      List<String> notes) {
    CsvTable.Skips skips = CsvTable.Skips.of(csv.bad());
    return new CsvTable(text, header, realLabels(), choice, columns, names, notes, skips);
  }

  private boolean realLabels() {
    return csv.rules() == Csv.FIRST_RULES;
  }

  /** Columns of a model with the label column that the plan names. */
  private TableColumns labelled(TableColumns known) {
    boolean same = !known.named() || csv.label().equals(Csv.AUTO_LABEL);
    if (same || Csv.number(csv.label()).isPresent()) {
      return known;
    }
    TableColumns.Column label = new TableColumns.Column(csv.label(), known.label().number());
    return new TableColumns(known.named(), known.fields(), label, known.columns());
  }

  private TableFormat decided(
      CsvSample sample, CsvText text, List<List<String>> records, String where) {
    boolean named = isNamed(sample, text, records);
    List<String> names = named ? records.get(0) : Collections.nCopies(records.get(0).size(), "");
    List<List<String>> rows = named ? records.subList(1, records.size()) : records;
    if (rows.isEmpty()) {
      throw new DataException(sample.path() + ": expected rows, found none");
    }
    CsvLabel.Found label = new CsvLabel(rows, names, named, csv, text).find(where);
    CsvSelection selection = CsvSelection.of(csv.choice(), names, where);
    TableColumns.Column labels =
        new TableColumns.Column(names.get(label.index()), label.index() + 1);
    List<TableColumns.Column> columns = allNumeric(names, label.index());
    TableColumns all = new TableColumns(named, names.size(), labels, columns);
    List<String> header = named ? names : List.of();
    String about = about(sample, text, named, labels, label.why());
    if (csv.rules() == Csv.FIRST_RULES && selection.isEmpty()) {
      List<String> notes = List.of(about + features(columns));
      return table(text, named, csv.choice(), all, header, notes);
    }
    CsvTable table =
        table(text, named, csv.choice().refusingMissing(), all, header, List.of()).open();
    return new CsvDraft(
        table, selection, List.copyOf(names), label.index(), about, where, csv.bad());
  }

  private List<List<String>> records(CsvSample sample, CsvText text, boolean broken) {
    List<List<String>> records = sample.records(text, broken);
    boolean old = csv.rules() == Csv.FIRST_RULES || csv.header() == Csv.Header.FALSE;
    return old ? records : CsvRowNames.completed(records);
  }

  private boolean isNamed(CsvSample sample, CsvText text, List<List<String>> records) {
    List<List<String>> others =
        test.isEmpty() || train.isEmpty()
            ? List.of()
            : records(CsvSample.of(test, text), text, false);
    boolean words = records.get(0).stream().allMatch(f -> Double.isNaN(text.number(f)));
    boolean only = records.size() == 1 && words && csv.header() == Csv.Header.AUTO;
    return only || new CsvHeader(records, others, csv, text).decide(sample);
  }

  /** What was decided, for people; the features are to follow. */
  private static String about(
      CsvSample sample, CsvText text, boolean header, TableColumns.Column label, String why) {
    Charset encoding = sample.encoding();
    return "table: %s%s, %s; label: %s, %s; features: "
        .formatted(
            text.describe(),
            encoding.equals(StandardCharsets.UTF_8) ? "" : ", " + encoding,
            header ? "a header" : "no header",
            label.describe(),
            why);
  }

  private List<TableColumns.Column> allNumeric(List<String> names, int label) {
    return IntStream.range(0, names.size())
        .filter(i -> i != label)
        .mapToObj(i -> new TableColumns.Column(names.get(i), i + 1))
        .toList();
  }

  /** What the features are, for people. */
  static String features(List<TableColumns.Column> columns) {
    long numeric = columns.stream().filter(TableColumns.Column::isNumeric).count();
    long words = columns.size() - numeric;
    String numbers = "%,d column%s of numbers".formatted(numeric, numeric == 1 ? "" : "s");
    String categories =
        "%,d column%s of words (one feature for each word)".formatted(words, words == 1 ? "" : "s");
    return words == 0 ? numbers : numeric == 0 ? categories : numbers + ", " + categories;
  }
}

package treecast.source;

import java.util.List;
import java.util.Optional;
import treecast.data.BadRows;
import treecast.data.DataFile;
import treecast.data.MissingValues;
import treecast.data.TableColumns;

/**
 * CSV format (RFC 4180) as a plan describes it: one column holds the labels, the others are
 * features. What the plan leaves open is decided by looking at the files, see {@link #prepared}.
 *
 * @param text separator, encoding and other conventions of the text
 * @param header whether the first record names the columns
 * @param label the name of the label's column, or its number from 1; or {@link #AUTO_LABEL}
 * @param choice columns that are used or left out, and how they are read
 * @param rules number of the rules by which {@code auto} decides, see {@link #FIRST_RULES}
 * @param bad treatment of rows that cannot be read
 */
public record Csv(
    CsvText text, Header header, String label, CsvColumns choice, int rules, BadRows bad)
    implements TableFormat {
  /** Separator: decided by looking at the file. */
  public static final char AUTO = CsvText.AUTO;

  /** Label column: decided by the names of the columns and by their values. */
  public static final String AUTO_LABEL = "auto";

  /**
   * Rules of plans of the first format: a first record without any number is a header; the label is
   * the column called {@code label}, else the last; every other column is a feature.
   */
  static final int FIRST_RULES = 1;

  /** Rules of new plans. */
  static final int RULES = 2;

  /** Whether the first record names the columns. */
  public enum Header {
    /** Decided by looking at both files. */
    AUTO,
    TRUE,
    FALSE
  }

  /** Format that refuses the first row that it cannot read. */
  public Csv(CsvText text, Header header, String label, CsvColumns choice, int rules) {
    this(text, header, label, choice, rules, BadRows.REFUSED);
  }

  /** Format with some settings; the others are decided by looking at the files. */
  public Csv(char separator, Header header, String label) {
    this(
        CsvText.UNKNOWN.with(separator, CsvText.AUTO, CsvText.AUTO),
        header,
        label,
        CsvColumns.ALL,
        RULES);
  }

  @Override
  public String title() {
    return "CSV";
  }

  @Override
  public String ending() {
    return "csv";
  }

  @Override
  public boolean isName(String name) {
    return TableFormat.super.isName(name) || name.endsWith(".tsv");
  }

  @Override
  public MissingValues missing() {
    return choice.missing();
  }

  @Override
  public Csv skipping(BadRows some) {
    return new Csv(text, header, label, choice, rules, some);
  }

  @Override
  public Csv readingAll() {
    return choice.missing().method() == MissingValues.Method.SKIP
        ? new Csv(text, header, label, choice.refusingMissing(), rules, bad)
        : this;
  }

  @Override
  public TableFormat prepared(List<DataFile> train, List<DataFile> test, TableColumns known) {
    return new CsvPreparation(this, train, test).table(known);
  }

  @Override
  public RowReader open(DataFile file) {
    return prepared(List.of(file), List.of(), TableColumns.NONE).open(file);
  }

  /** Number of a column that a plan gives instead of its name, if it is one. */
  static Optional<Integer> number(String word) {
    return word.matches("[1-9]\\d{0,8}") ? Optional.of(Integer.parseInt(word)) : Optional.empty();
  }
}

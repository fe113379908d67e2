package treecast.source;

import java.util.Locale;
import treecast.data.DataException;
import treecast.data.DataFile;

/**
 * CSV format (RFC 4180, UTF-8): one column holds the labels, every other column is a feature.
 *
 * @param separator ASCII character between fields; or {@link #AUTO}: a tab in files named {@code
 *     .tsv}, else a comma
 * @param header whether the first record names the columns
 * @param label the name of the label's column, or its number from 1; or {@link #AUTO_LABEL}: the
 *     column called {@code label} if there is one, else the last
 */
public record Csv(char separator, Header header, String label) implements TableFormat {
  /** Separator: decided by the file's name. */
  public static final char AUTO = 0;

  /** Label column: decided by the names of the columns. */
  public static final String AUTO_LABEL = "auto";

  /** Whether the first record names the columns. */
  public enum Header {
    /** Decided by the file: a first record without any number is a header. */
    AUTO,
    TRUE,
    FALSE
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
  public RowReader open(DataFile file) {
    boolean tabs = file.path().getName().toLowerCase(Locale.ROOT).matches(".*\\.tsv(\\.gz)?");
    char between = separator != AUTO ? separator : tabs ? '\t' : ',';
    CsvRecords records = new CsvRecords(TextInput.open(file, "a CSV file"), between);
    try {
      return new CsvReader(records, this);
    } catch (DataException e) {
      records.close();
      throw e;
    }
  }
}

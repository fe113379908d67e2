package treecast.source;

import java.util.Locale;
import treecast.data.DataException;
import treecast.data.DataFile;

/**
 * CSV files in UTF-8 as RFC 4180 has them: a column of labels, and every other column a feature.
 *
 * @param separator what stands between fields, an ASCII character; or {@link #AUTO}: a tab in files
 *     called {@code .tsv}, else a comma
 * @param header whether the first record names the columns
 * @param label the name of the label's column, or its number from 1; or {@link #AUTO_LABEL}: the
 *     column called {@code label} where there is one, else the last
 */
public record Csv(char separator, Header header, String label) implements TableFormat {
  /** That the file's name decides on the separator. */
  public static final char AUTO = 0;

  /** That the columns decide which of them is the label. */
  public static final String AUTO_LABEL = "auto";

  /** Whether the first record names the columns. */
  public enum Header {
    /** It does where none of its fields is a number. */
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
    return name.endsWith(".csv") || name.endsWith(".tsv");
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

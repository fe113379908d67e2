package treecast.source;

import java.io.Serializable;
import java.util.List;
import treecast.data.BadRows;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.MissingValues;
import treecast.data.TableColumns;

/**
 * Text format of tables: each line holds a row of features and a label. {@link TableFormatProvider}
 * creates it from a plan. It is sent to executors.
 */
public interface TableFormat extends Serializable {

  /** Name of the format in messages and reports. */
  String title();

  /** Usual ending of a file name, without the dot. */
  String ending();

  /**
   * Whether a file name belongs to this format: by default one with its ending.
   *
   * @param name file name in lower case, without {@code .gz}
   */
  default boolean isName(String name) {
    return name.endsWith("." + ending());
  }

  /** Number of features of each row if it is known before the files are read, else 0. */
  default int features() {
    return 0;
  }

  /** Treatment of missing values, which a feature's {@link Double#NaN} stands for. */
  default MissingValues missing() {
    return MissingValues.REFUSED;
  }

  /** Columns of the table if they are known; a model keeps them. */
  default TableColumns columns() {
    return TableColumns.NONE;
  }

  /** What was decided by looking at the files, in lines for people. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Format in which everything is decided that depends on the files: by default this one.
   *
   * @param train files of the training rows; empty if a model's rows are only evaluated
   * @param test files of the test rows; may be empty
   * @param known columns of a model; {@link TableColumns#NONE} if the training files decide
   * @throws treecast.data.DataException if the files cannot be understood
   */
  default TableFormat prepared(List<DataFile> train, List<DataFile> test, TableColumns known) {
    return this;
  }

  /**
   * Format that leaves out rows that it cannot read, instead of refusing the first of them.
   *
   * @throws treecast.data.DataException if it cannot do that, as by default
   */
  default TableFormat skipping(BadRows bad) {
    throw new DataException(
        "data.badRows: expected fail for %s files, found that rows are left out"
            .formatted(title()));
  }

  /** Format that reads every row: one that would be skipped is an error. */
  default TableFormat readingAll() {
    return this;
  }

  /** Opens a file; the reader is positioned before the first row. */
  RowReader open(DataFile file);
}

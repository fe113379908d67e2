package treecast.source;

import java.io.Closeable;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.Excerpt;

/**
 * Reader of a text file, row by row. Any error is a {@link DataException} that names the file and
 * the row.
 */
public interface RowReader extends Closeable {
  /** Text file that is read. */
  TextInput text();

  default Path path() {
    return text().path();
  }

  /** Whether the file has labels. */
  default boolean isLabelled() {
    return true;
  }

  /** Reads the next row; false at the end of the file. */
  boolean next();

  /**
   * Label of the current row in canonical form, see {@link treecast.data.LabelCensus#canonical}.
   */
  String label();

  /** Number of features of the current row, which is parsed if necessary. */
  int width();

  /**
   * Copies the features of the current row.
   *
   * @param into receives the features; has to be filled with zeros
   * @param offset index of the first feature in the array
   */
  void features(double[] into, int offset);

  /**
   * Field of the current row as it is written.
   *
   * @param column name of the column, or its number from 1
   */
  default String field(String column) {
    throw bad("a table with the column " + Excerpt.of(column), "a format without columns");
  }

  /** Number of rows that were passed over so far because they lack a value. */
  default int leftOut() {
    return 0;
  }

  /** Row and line of the current row, for messages. */
  default String position() {
    return text().position();
  }

  /** Error in the current row. */
  default DataException bad(String expected, String found) {
    return text().bad(expected, found);
  }

  @Override
  default void close() {
    text().close();
  }
}

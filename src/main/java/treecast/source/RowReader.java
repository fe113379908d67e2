package treecast.source;

import java.io.Closeable;
import java.util.List;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;

/**
 * Reads a text file row by row. Everything wrong with it is a {@link DataException} that names the
 * file and the row.
 */
public interface RowReader extends Closeable {
  /** What it reads. */
  TextInput text();

  default Path path() {
    return text().path();
  }

  /** What the columns are called, the label's too, where the file says it; else nothing. */
  List<String> columns();

  /** Goes on to the next row; false behind the last. */
  boolean next();

  /** This row's label in its one way of writing. */
  String label();

  /** Parses this row's features, if that is not done, and gives how many there have to be. */
  int width();

  /**
   * This row's features.
   *
   * @param into where they go: zeros, and as many as {@link #width} says or more
   * @param offset where the first goes
   */
  void features(double[] into, int offset);

  /** This row, as a message names it. */
  default String place() {
    return text().place();
  }

  /** A complaint about this row. */
  default DataException bad(String expected, String found) {
    return text().bad(expected, found);
  }

  @Override
  default void close() {
    text().close();
  }
}

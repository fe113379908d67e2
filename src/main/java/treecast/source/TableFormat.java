package treecast.source;

import java.io.Serializable;
import treecast.data.DataFile;

/**
 * A kind of text file that holds a row of features and a label on each line. {@link
 * TableFormatProvider} makes it from a plan. It travels to executors.
 */
public interface TableFormat extends Serializable {

  /** What a run calls such files. */
  String title();

  /** The ending of a file's name, in an example. */
  String ending();

  /** Whether a name, in lower case and without {@code .gz}, is that of such a file. */
  boolean isName(String name);

  /** Features of each row, if that is known before the files are read; else 0. */
  default int features() {
    return 0;
  }

  /** Opens a file in front of its first row. */
  RowReader open(DataFile file);
}

package treecast.source;

import java.io.Serializable;
import treecast.data.DataFile;

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

  /** Opens a file; the reader is positioned before the first row. */
  RowReader open(DataFile file);
}

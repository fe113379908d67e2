package treecast.source;

import java.io.Serializable;
import treecast.data.DataFile;

/** Text format of tables: each line holds a row of features and a label. */
public sealed interface TableFormat extends Serializable permits Csv, Libsvm {

  /** Name of the format in messages and reports. */
  String title();

  /** Ending of a file name, for examples in messages. */
  String ending();

  /**
   * Whether a file name belongs to this format.
   *
   * @param name file name in lower case, without {@code .gz}
   */
  boolean isName(String name);

  /** Opens a file; the reader is positioned before the first row. */
  RowReader open(DataFile file);
}

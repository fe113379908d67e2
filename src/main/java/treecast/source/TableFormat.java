package treecast.source;

import java.io.Serializable;
import treecast.data.DataFile;

/** A kind of text file that holds a row of features and a label on each line. */
public sealed interface TableFormat extends Serializable permits Csv, Libsvm {

  /** What a run calls such files. */
  String title();

  /** The ending of a file's name, in an example. */
  String ending();

  /** Whether a name, in lower case and without {@code .gz}, is that of such a file. */
  boolean isName(String name);

  /** Opens a file in front of its first row. */
  RowReader open(DataFile file);
}

package treecast.source;

import java.io.Serializable;
import treecast.data.BadRows;
import treecast.data.ClassChoice;
import treecast.data.TableColumns;
import treecast.data.TestShare;

/**
 * Request for the source of a location's files.
 *
 * @param numbered the classes, if labels are consecutive numbers
 * @param distinct the classes, if labels are words or any numbers
 * @param named whether the plan names the format, or else the file names show it
 * @param testShare rows of a table that become test rows, if there are none of their own
 * @param anySplit whether rows of one split are enough, as for an evaluation on new rows: they are
 *     then test rows and are not divided
 * @param features number of features of each row that a model takes; 0 if the files decide
 * @param columns columns of the table that a model was trained on; {@link TableColumns#NONE} if the
 *     files decide
 * @param badRows treatment of rows of tables that cannot be read
 */
public record DataRequest(
    DataLocation location,
    ClassChoice numbered,
    ClassChoice distinct,
    boolean named,
    TestShare testShare,
    boolean anySplit,
    int features,
    TableColumns columns,
    BadRows badRows)
    implements Serializable {

  /** Request for the rows of a training. */
  public DataRequest(
      DataLocation location,
      ClassChoice numbered,
      ClassChoice distinct,
      boolean named,
      TestShare testShare) {
    this(
        location,
        numbered,
        distinct,
        named,
        testShare,
        false,
        0,
        TableColumns.NONE,
        BadRows.REFUSED);
  }
}

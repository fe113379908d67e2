package treecast.source;

import java.io.Serializable;
import java.util.List;
import treecast.data.DataFile;

/**
 * Files whose rows have an index.
 *
 * @param format format that reads the rows of the index
 */
@SuppressWarnings("serial") // a serialisable list, which the interface does not say
record IndexedFiles(TableFormat format, List<DataFile> files, RowIndex index)
    implements Serializable {

  IndexedFiles {
    files = List.copyOf(files);
  }

  long rows() {
    return index.rows();
  }

  /** The same rows, read by another format. */
  IndexedFiles with(TableFormat other) {
    return new IndexedFiles(other, files, index);
  }

  /** The same rows in copies of the files. */
  IndexedFiles in(List<DataFile> copies) {
    return new IndexedFiles(format, copies, index);
  }

  /** Opens the files for reading rows. */
  IndexedRows open() {
    return new IndexedRows(this);
  }
}

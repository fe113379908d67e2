package treecast.source;

import java.io.Closeable;
import treecast.data.DataException;
import treecast.data.DataFile;

/**
 * Reader of any rows of {@link IndexedFiles}. Rows that are read in ascending order are read in one
 * go through each file, past the rows between them.
 */
final class IndexedRows implements Closeable {
  private final IndexedFiles source;
  private RowReader reader;
  private int file = -1;

  /** Number of the file's rows that have been read or passed over. */
  private long read;

  IndexedRows(IndexedFiles source) {
    this.source = source;
  }

  /**
   * Reader whose current row is a row of the index.
   *
   * @throws DataException if the file has changed so that it is not there
   */
  RowReader at(long row) {
    int wanted = source.index().fileOf(row);
    long inFile = row - source.index().starts()[wanted];
    if (file != wanted || inFile < read) {
      open(wanted);
    }
    seek(inFile);
    while (read <= inFile) {
      if (!reader.next()) {
        throw changed("%,d rows".formatted(marks().rows()), "%,d".formatted(read));
      }
      read++;
    }
    return reader;
  }

  private RowMarks marks() {
    return source.index().files().get(file);
  }

  private void open(int wanted) {
    close();
    file = wanted;
    read = 0;
    DataFile from = source.files().get(wanted);
    long length = from.length();
    if (length != marks().length()) {
      throw changed("%,d bytes".formatted(marks().length()), "%,d".formatted(length));
    }
    reader = source.format().open(from);
  }

  private DataException changed(String expected, String found) {
    return new DataException(
        "%s: the file has changed since it was examined: expected %s, found %s"
            .formatted(source.files().get(file), expected, found));
  }

  /** Goes to the last mark before a row, if that is behind the rows that have been read. */
  private void seek(long inFile) {
    RowMarks marks = marks();
    if (marks.seeks()) {
      int mark = marks.before(inFile);
      if (marks.row(mark) > read) {
        ((SeekingReader) reader).seek(marks.place(mark));
        read = marks.row(mark);
      }
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}

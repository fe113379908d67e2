package treecast.source;

/** Reader of a text file that can go to any place of an index. */
interface SeekingReader extends RowReader {
  /** Number of bytes of the file before the next record, or before lines in front of it. */
  long offset();

  /** Place at which {@link #offset} is. */
  TextPlace place();

  /** Rows that were passed over so far because they cannot be read. */
  SkippedRows skipped();

  /** Goes to a place; the next row is the first behind it. */
  void seek(TextPlace place);
}

package treecast.source;

import java.io.Serializable;

/**
 * Range of a text file: the records that begin in it. A record that begins at its last byte's
 * successor belongs to it too, as the next range cannot tell whether a line begins there.
 *
 * @param file index of the file
 * @param from offset of its first byte
 * @param to offset behind its last byte
 * @param start where its first record begins
 * @param place place of its first record if that is known
 */
record FileRange(int file, long from, long to, Start start, TextPlace place)
    implements Serializable {

  /** Where the first record of a range begins. */
  enum Start {
    /** At the beginning of the file. */
    BEGINNING,
    /** Behind the first line end, if the range does not begin within quotes. */
    UNQUOTED,
    /** Behind the first line end outside of quotes, if the range begins within quotes. */
    QUOTED,
    /** At a place that is known: errors are exact, and thrown. */
    KNOWN
  }

  /** Range at whose beginning the file has not been read. */
  static FileRange of(int file, long from, long to) {
    return new FileRange(
        file, from, to, from == 0 ? Start.BEGINNING : Start.UNQUOTED, TextPlace.BEGINNING);
  }

  /** The same range, which begins within quotes. */
  FileRange quoted() {
    return new FileRange(file, from, to, Start.QUOTED, place);
  }

  /** The same range, whose first record begins at a place. */
  FileRange at(TextPlace first) {
    return new FileRange(file, from, to, Start.KNOWN, first);
  }

  /** Whether it is known where its first record is. */
  boolean isExact() {
    return start == Start.KNOWN;
  }
}

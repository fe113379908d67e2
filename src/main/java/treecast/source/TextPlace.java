package treecast.source;

import java.io.Serializable;

/**
 * Place in a text file at which a line begins.
 *
 * @param offset number of bytes before it
 * @param row number of rows before it
 * @param line number of the line, from 1
 */
record TextPlace(long offset, long row, long line) implements Serializable {
  /** Beginning of a file. */
  static final TextPlace BEGINNING = new TextPlace(0, 0, 1);
}

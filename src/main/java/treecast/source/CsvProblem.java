package treecast.source;

import java.io.Serializable;

/**
 * Value that does not fit its column.
 *
 * @param row index of its row
 * @param where its file and place, for messages
 * @param found what it is, for messages
 */
record CsvProblem(long row, String where, String found) implements Serializable {}

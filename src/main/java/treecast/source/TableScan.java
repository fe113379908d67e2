package treecast.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import treecast.data.ClassChoice;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Excerpt;
import treecast.data.LabelCensus;
import treecast.data.Split;

/**
 * Result of reading every row of a split once.
 *
 * @param rows number of rows
 * @param width largest number of features of a row
 * @param labels the labels, with the first row of each
 * @param classes number of each row's label in the order in which they appear
 * @param leftOut number of rows that were passed over because they lack a value
 */
record TableScan(int rows, int width, LabelCensus labels, byte[] classes, long leftOut) {

  /**
   * Reads all rows and checks them.
   *
   * @throws DataException if a row cannot be used, or if there is none in the files
   */
  static TableScan of(TableFormat format, List<DataFile> files, Split split) {
    Map<String, String> firstRows = new LinkedHashMap<>();
    List<String> order = new ArrayList<>();
    byte[] classes = new byte[16];
    int rows = 0;
    int width = 0;
    long leftOut = 0;
    for (DataFile file : files) {
      try (RowReader reader = format.open(file)) {
        for (; reader.next(); rows++) {
          width = Math.max(width, reader.width());
          if (rows == classes.length) {
            classes = Arrays.copyOf(classes, 2 * rows);
          }
          classes[rows] = (byte) count(reader, firstRows, order);
        }
        leftOut += reader.leftOut();
      }
    }
    if (!files.isEmpty() && (rows == 0 || (split == Split.TRAIN && width == 0))) {
      throw new DataException(
          "%s: expected rows of a label and a feature or more, found none".formatted(files.get(0)));
    }
    String name = files.isEmpty() ? "" : files.get(0).toString();
    return new TableScan(rows, width, new LabelCensus(name, firstRows), classes, leftOut);
  }

  private static int count(RowReader reader, Map<String, String> firstRows, List<String> order) {
    if (!reader.isLabelled()) {
      throw reader.bad("rows with labels", "none (scripts/treecast predict answers such rows)");
    }
    String label = reader.label();
    if (!firstRows.containsKey(label)) {
      firstRows.put(label, reader.position());
      order.add(label);
    }
    if (firstRows.size() > ClassChoice.MAX) {
      throw reader.bad(
          "at most %d different labels".formatted(ClassChoice.MAX),
          "one more, %s: is this the label column?".formatted(Excerpt.of(label)));
    }
    return order.indexOf(label);
  }
}

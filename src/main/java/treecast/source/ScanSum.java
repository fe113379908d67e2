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

/** Sum of the rows of ranges, added in the order of the files. */
final class ScanSum {
  private final List<StoredText> stored;
  private final List<DataFile> files;
  private final Map<String, Integer> indices = new LinkedHashMap<>();
  private final Map<String, String> firstRows = new LinkedHashMap<>();
  private final long[] rowsOf;
  private final List<long[]>[] marks;
  private char[] classes = new char[16];
  private int classified;
  private int width;
  private long leftOut;
  private SkippedRows skipped = SkippedRows.NONE;

  @SuppressWarnings({"unchecked", "rawtypes"})
  ScanSum(List<StoredText> stored, List<DataFile> files) {
    this.stored = stored;
    this.files = files;
    this.rowsOf = new long[files.size()];
    this.marks = new List[files.size()];
    Arrays.setAll(marks, i -> new ArrayList<>());
  }

  /**
   * Checks that the labels of a range are not one too many.
   *
   * @param origin place of the range's first record
   */
  void requireFewLabels(int file, RangeRows rows, TextPlace origin) {
    int count = indices.size();
    for (RangeRows.Label label : rows.labels()) {
      count += indices.containsKey(label.label()) ? 0 : 1;
      if (count > ClassChoice.MAX) {
        throw new DataException(
            "%s: %s: expected at most %d different labels, found one more, %s: is this the label column?"
                .formatted(
                    files.get(file),
                    position(label, origin),
                    ClassChoice.MAX,
                    Excerpt.of(label.label())));
      }
    }
  }

  private static String position(RangeRows.Label label, TextPlace origin) {
    return "row %d, line %d".formatted(origin.row() + label.row(), origin.line() + label.line());
  }

  /** Adds the rows of the next range. */
  void add(int file, RangeRows rows, TextPlace origin) {
    int[] ofRange = new int[rows.labels().size()];
    for (int i = 0; i < ofRange.length; i++) {
      RangeRows.Label label = rows.labels().get(i);
      firstRows.putIfAbsent(label.label(), position(label, origin));
      indices.putIfAbsent(label.label(), indices.size());
      ofRange[i] = indices.get(label.label());
    }
    addClasses(rows.classes(), ofRange);
    long[] moved = rows.marks().clone();
    for (int at = 0; at < moved.length; at += RowMarks.SIZE) {
      moved[at] += rowsOf[file];
      moved[at + 2] += origin.row();
      moved[at + 3] += origin.line();
    }
    marks[file].add(moved);
    rowsOf[file] += rows.rows();
    width = Math.max(width, rows.width());
    leftOut += rows.leftOut();
    skipped = skipped.and(rows.skipped().moved(origin.row(), origin.line()));
  }

  private void addClasses(char[] more, int[] indices) {
    if (classified > Integer.MAX_VALUE - 8 - more.length) {
      throw new DataException(
          "%s: expected fewer than 2^31 rows in a split, found more".formatted(files.get(0)));
    }
    if (classified + more.length > classes.length) {
      long doubled = Math.min(2L * classes.length, Integer.MAX_VALUE - 8);
      classes = Arrays.copyOf(classes, (int) Math.max(doubled, classified + more.length));
    }
    for (char index : more) {
      classes[classified++] = (char) indices[index];
    }
  }

  /** Scan of all rows that have been added. */
  TableScan scan(TableFormat format) {
    List<RowMarks> all = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      long[] of = marks[i].stream().flatMapToLong(Arrays::stream).toArray();
      all.add(new RowMarks(rowsOf[i], stored.get(i).length(), stored.get(i).seeks(), of));
    }
    String name = files.isEmpty() ? "" : files.get(0).toString();
    return new TableScan(
        new IndexedFiles(format, files, RowIndex.of(all)),
        width,
        new LabelCensus(name, firstRows),
        Arrays.copyOf(classes, classified),
        leftOut,
        skipped);
  }
}

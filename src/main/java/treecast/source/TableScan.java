package treecast.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Examination;
import treecast.data.LabelCensus;

/**
 * Scan of a split's files: how many rows there are, where they are, and which labels they have.
 *
 * @param width largest number of features of a row; 0 if features are not parsed
 * @param labels the labels, with the first row of each
 * @param classes number of each row's label in the order in which they appear
 * @param leftOut number of rows that were passed over because they lack a value
 * @param skipped rows that were passed over because they cannot be read
 */
@SuppressWarnings("ArrayRecordComponent")
record TableScan(
    IndexedFiles rows,
    int width,
    LabelCensus labels,
    char[] classes,
    long leftOut,
    SkippedRows skipped) {
  /** Number of labels that may occur once. */
  private static final int FEW_LABELS = 256;

  private static final long RANGE = 8 << 20;

  /** Largest number of ranges. */
  private static final long MOST_RANGES = 1 << 14;

  /**
   * Scans files.
   *
   * @param labelled whether labels are read
   * @throws DataException that names the first row that cannot be used
   */
  static TableScan of(Examination how, TableFormat format, List<DataFile> files, boolean labelled) {
    List<StoredText> stored = how.tasks().map(new ArrayList<>(files), new StoredText.Look(format));
    long bytes = stored.stream().mapToLong(StoredText::length).sum();
    long size = how.rangeBytes() > 0 ? how.rangeBytes() : Math.max(RANGE, bytes / MOST_RANGES);
    List<FileRange> ranges = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      long length = stored.get(i).length();
      long step = stored.get(i).seeks() ? size : Long.MAX_VALUE;
      long from = 0;
      while (step < length - from) {
        ranges.add(FileRange.of(i, from, from + step));
        from += step;
      }
      ranges.add(FileRange.of(i, from, Long.MAX_VALUE));
    }
    boolean parsed = !(format instanceof ExaminedFormat);
    RangeScan scan =
        new RangeScan(format, List.copyOf(files), labelled, parsed, RowMarks.bytes(bytes));
    List<RangeRows> found = new RangeRuns(how.tasks(), scan).rows(ranges);
    ScanSum sum = new ScanSum(stored, files);
    RangeChain chain = new RangeChain(how.tasks(), scan, sum);
    for (int i = 0; i < ranges.size(); i++) {
      chain.add(ranges.get(i), found.get(i));
    }
    return sum.scan(format);
  }

  /** Scan of files, of which the cache may know what it finds. */
  static TableScan cached(
      RowCache cache, Examination how, TableFormat format, List<DataFile> files, boolean labelled) {
    return format instanceof SeekingFormat
        ? cache
            .get(
                files,
                "rows, labels: %s, %s".formatted(labelled, format),
                Stored.class,
                () -> of(how, format, files, labelled).stored())
            .of(format, files)
        : of(how, format, files, labelled);
  }

  /** What the scan has found, without the files. */
  record Stored(
      RowIndex index,
      int width,
      String file,
      LinkedHashMap<String, String> firstRows,
      char[] classes,
      long leftOut,
      SkippedRows skipped)
      implements Serializable {

    TableScan of(TableFormat format, List<DataFile> files) {
      return new TableScan(
          new IndexedFiles(format, files, index),
          width,
          new LabelCensus(file, firstRows),
          classes,
          leftOut,
          skipped);
    }
  }

  Stored stored() {
    return new Stored(
        rows.index(),
        width,
        labels.file(),
        new LinkedHashMap<>(labels.firstRows()),
        classes,
        leftOut,
        skipped);
  }

  /** Number of rows. */
  int count() {
    return Math.toIntExact(rows.rows()); // the classes of all rows are one array
  }

  /**
   * Checks that the labels of training rows are classes, not numbers of rows or measurements.
   *
   * @throws DataException if there are many, and most occur once
   */
  void requireClasses() {
    int different = labels.firstRows().size();
    if (different > FEW_LABELS && 2L * different > classes.length) {
      String place = labels.firstRows().values().stream().skip(FEW_LABELS).findFirst().orElse("");
      throw new DataException(
          "%s: %s: expected at most %d different labels, or two rows and more for each, found %,d in %,d rows: is this the label column?"
              .formatted(labels.file(), place, FEW_LABELS, different, classes.length));
    }
  }

  /**
   * Checks that there are rows.
   *
   * @param parsed whether they have to have features
   */
  TableScan requireRows(boolean parsed) {
    if (!rows.files().isEmpty() && (rows.rows() == 0 || (parsed && width == 0))) {
      throw new DataException(
          "%s: expected rows of a label and a feature or more, found none"
              .formatted(rows.files().get(0)));
    }
    return this;
  }
}

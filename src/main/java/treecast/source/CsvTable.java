package treecast.source;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import treecast.data.BadRows;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.FeatureMoments;
import treecast.data.MissingValues;
import treecast.data.MissingValues.Method;
import treecast.data.Moments;
import treecast.data.TableColumns;
import treecast.data.TaskRunner;

/**
 * CSV format in which everything is decided.
 *
 * @param header whether each file begins with a header
 * @param realLabels whether real numbers are labels, as in plans of the first format
 * @param columns the label column and the features
 * @param names names of all columns of the training files, which other files have to have too;
 *     empty if they have no header, or if other columns may stand beside those of a model
 * @param notes what was decided by looking at the files
 * @param skips rows that are left out because they cannot be read
 */
record CsvTable(
    CsvText text,
    boolean header,
    boolean realLabels,
    CsvColumns choice,
    TableColumns columns,
    List<String> names,
    List<String> notes,
    Skips skips)
    implements ExaminedFormat {

  /** Rows that are left out because they cannot be read. */
  enum Skips {
    /** None: the first such row is an error. */
    NOTHING,
    /** Those of another number of fields, as long as it is not known what the fields are. */
    RECORDS,
    /** Those, and rows with a value that does not fit its column, or without a label. */
    ROWS;

    /** What a format leaves out whose columns are known. */
    static Skips of(BadRows bad) {
      return bad.isSkipped() ? ROWS : NOTHING;
    }
  }

  CsvTable {
    names = List.copyOf(names);
    notes = List.copyOf(notes);
  }

  @Override
  public String title() {
    return "CSV";
  }

  @Override
  public String ending() {
    return "csv";
  }

  @Override
  public int features() {
    return columns.width();
  }

  @Override
  public MissingValues missing() {
    return choice.missing();
  }

  /** The same table as long as it is not known what its columns are. */
  CsvTable open() {
    Skips open = skips == Skips.NOTHING ? skips : Skips.RECORDS;
    return new CsvTable(text, header, realLabels, choice, columns, names, notes, open);
  }

  /** The same table with some of its columns, which are known then. */
  CsvTable with(CsvColumns choice, List<TableColumns.Column> some, List<String> notes) {
    TableColumns all = new TableColumns(columns.named(), columns.fields(), columns.label(), some);
    Skips known = skips == Skips.RECORDS ? Skips.ROWS : skips;
    return new CsvTable(text, header, realLabels, choice, all, names, notes, known);
  }

  @Override
  public TableValues examine(IndexedFiles rows, TaskRunner tasks, Optional<BitSet> leftOut) {
    boolean collects =
        leftOut.isPresent() && (!missing().fills() || missing().method() == Method.VALUE);
    double[] fill = new double[collects && missing().fills() ? features() : 0];
    Arrays.fill(fill, missing().value());
    List<CsvBlock> blocks = blocks(rows, tasks, leftOut.orElseGet(BitSet::new), collects, fill);
    String digest = RowDigest.of(rows.rows(), blocks.stream().map(CsvBlock::digest).toList());
    Optional<FeatureMoments> moments =
        collects && !blocks.isEmpty()
            ? Optional.of(new FeatureMoments(joined(blocks), fill))
            : Optional.empty();
    return new TableValues(this, moments.orElse(null), digest);
  }

  /**
   * Moments of rows whose missing values are filled, which are read for that: by one task if they
   * are filled with medians.
   */
  FeatureMoments filled(IndexedFiles rows, TaskRunner tasks, BitSet leftOut, double[] fill) {
    return new FeatureMoments(
        joined(blocks(rows.with(this), tasks, leftOut, /* fits= */ true, fill)), fill);
  }

  private static Moments joined(List<CsvBlock> blocks) {
    return Moments.join(blocks.stream().map(CsvBlock::moments).toList());
  }

  private List<CsvBlock> blocks(
      IndexedFiles rows, TaskRunner tasks, BitSet leftOut, boolean fits, double[] fill) {
    // Moments with medians have been those of one row after the other in every format.
    boolean chained = fits && (realLabels || missing().method() == Method.MEDIAN);
    return tasks
        .map(
            RowBlocks.of(rows.index(), chained),
            new CsvChecking(rows, chained, leftOut, fits, fill))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public Charset charset() {
    return text.charset();
  }

  @Override
  public SeekingReader open(DataFile file) {
    CsvRecords records = new CsvRecords(TextInput.open(file, "a CSV file", text.charset()), text);
    try {
      return CsvReader.of(records, this);
    } catch (DataException e) {
      records.close();
      throw e;
    }
  }
}

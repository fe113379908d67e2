package treecast.source;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import treecast.data.BadRows;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.FeatureMoments;
import treecast.data.MedianSearch;
import treecast.data.MissingValues;
import treecast.data.Moments;
import treecast.data.TableColumns;
import treecast.data.TaskRunner;

/**
 * CSV format in which everything is decided but which columns are features: that depends on all
 * rows.
 *
 * @param table format with all columns as features
 * @param names names of all columns; empty ones if there is no header
 * @param label index of the label's column
 * @param about what was decided, for people; the features are to follow
 * @param where the file and its first line, for messages
 * @param bad treatment of rows that cannot be read
 */
@SuppressWarnings("serial") // a serialisable list, which the interface does not say
record CsvDraft(
    CsvTable table,
    CsvSelection selection,
    List<String> names,
    int label,
    String about,
    String where,
    BadRows bad)
    implements ExaminedFormat {

  @Override
  public String title() {
    return table.title();
  }

  @Override
  public String ending() {
    return table.ending();
  }

  @Override
  public Charset charset() {
    return table.charset();
  }

  @Override
  public SeekingReader open(DataFile file) {
    return table.open(file);
  }

  @Override
  public boolean isOpen() {
    return bad.isSkipped() || selection.choice().missing().method() == MissingValues.Method.SKIP;
  }

  @Override
  public TableValues examine(IndexedFiles rows, TaskRunner tasks, Optional<BitSet> leftOut) {
    List<CsvBlock> blocks =
        tasks.map(RowBlocks.of(rows.index(), false), new CsvProfiling(rows, this, leftOut)).stream()
            .flatMap(List::stream)
            .toList();
    CsvProfile profile = new CsvProfile(selection, names);
    profile.end();
    blocks.forEach(block -> profile.join(block.profile()));
    CsvTable decided = decided(profile);
    String digest = RowDigest.of(rows.rows(), blocks.stream().map(CsvBlock::digest).toList());
    Optional<FeatureMoments> moments =
        leftOut.flatMap(some -> moments(blocks, decided, profile, rows, tasks, some));
    return new TableValues(decided, moments.orElse(null), digest);
  }

  private CsvTable decided(CsvProfile profile) {
    CsvColumnChoice chooser = new CsvColumnChoice(selection, profile, table.header(), bad);
    List<TableColumns.Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (i != label) {
        chooser.choose(i).ifPresent(columns::add);
      }
    }
    chooser.requireNoProblem();
    chooser.tellLabels(label);
    if (columns.isEmpty()) {
      throw new DataException(
          where + ": expected a feature or more, found none (data.csv.columns)");
    }
    List<String> notes = new ArrayList<>();
    notes.add(about + CsvPreparation.features(columns));
    notes.addAll(chooser.notes());
    return table.with(selection.choice(), columns, notes);
  }

  private Optional<FeatureMoments> moments(
      List<CsvBlock> blocks,
      CsvTable decided,
      CsvProfile profile,
      IndexedFiles rows,
      TaskRunner tasks,
      BitSet leftOut) {
    if (table.realLabels() || bad.isSkipped()) {
      // Plans of the first format are fitted row by row; rows that are left out are known later.
      return Optional.empty();
    }
    List<TableColumns.Column> columns = decided.columns().columns();
    int features = decided.features();
    Moments present =
        Moments.join(
            blocks.stream().map(b -> b.profile().moments(columns, features, b.fitted())).toList());
    MissingValues missing = selection.choice().missing();
    return switch (missing.method()) {
      case REFUSE -> Optional.of(new FeatureMoments(present, new double[0]));
      case VALUE -> Optional.of(new FeatureMoments(present, filled(features, missing.value())));
      case MEAN ->
          Optional.of(
              lackNumbers(columns, profile)
                  ? decided.filled(rows, tasks, leftOut, present.means())
                  : new FeatureMoments(present, present.means()));
      case MEDIAN -> Optional.of(withMedians(present, decided, rows, tasks, leftOut));
      // The rows are read once more, by whoever fits the scaling.
      case SKIP -> Optional.empty();
    };
  }

  /** Moments of rows filled with medians, for which tasks read the rows a few times more. */
  private static FeatureMoments withMedians(
      Moments present, CsvTable decided, IndexedFiles rows, TaskRunner tasks, BitSet leftOut) {
    List<RowBlocks> parts =
        RowBlocks.joined(RowBlocks.of(rows.index(), false), MedianSearch.MAX_PARTS);
    IndexedFiles features = rows.with(decided);
    double[] medians =
        MedianSearch.of(
            present.minima(),
            present.maxima(),
            ranges -> tasks.map(parts, new CsvCounting(features, leftOut, ranges)));
    return decided.filled(rows, tasks, leftOut, medians);
  }

  private static double[] filled(int features, double value) {
    double[] fill = new double[features];
    Arrays.fill(fill, value);
    return fill;
  }

  /** Whether a column of numbers lacks one. */
  private static boolean lackNumbers(List<TableColumns.Column> columns, CsvProfile profile) {
    return columns.stream()
        .anyMatch(c -> c.isNumeric() && profile.columns().get(c.number() - 1).missing() > 0);
  }
}

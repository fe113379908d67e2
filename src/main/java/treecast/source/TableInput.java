package treecast.source;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import treecast.data.DataFile;
import treecast.data.Examination;
import treecast.data.RealRows;
import treecast.data.Split;

/**
 * Input rows of text files. A range is a file, or a part of a large file that can be read from any
 * place.
 *
 * @param files files, whose rows have an index if one of them is large
 * @param starts first row of each range, and the number of all rows; empty if each file is a range
 * @param features number of features that the model takes
 */
@SuppressWarnings("ArrayRecordComponent")
record TableInput(IndexedFiles files, long[] starts, int features, String name)
    implements RowInput {
  /** Number of bytes of a range of a large file. */
  private static final long RANGE = 32 << 20;

  /** Input of a location: its test rows if it has rows of both splits, else all of its rows. */
  static TableInput of(DataRequest request, TableFormat format) {
    TableFiles found = TableFiles.find(request.location(), format, request.named());
    List<DataFile> files = found.test().isEmpty() ? found.train() : found.test();
    TableFormat ready = format.readingAll().prepared(List.of(), files, request.columns());
    String some = found.train().isEmpty() || found.test().isEmpty() ? "" : "test rows of ";
    String name = "%s%s files in %s".formatted(some, format.title(), request.location());
    IndexedFiles rows = new IndexedFiles(ready, files, RowIndex.of(List.of()));
    return new TableInput(rows, new long[0], request.features(), name);
  }

  @Override
  public TableInput cut() {
    return cut(RANGE);
  }

  /**
   * The same.
   *
   * @param bytes number of bytes of a range
   */
  TableInput cut(long bytes) {
    List<DataFile> some = files.files();
    if (!(files.format() instanceof SeekingFormat)
        || some.stream().noneMatch(file -> file.length() >= 2 * bytes)) {
      return this;
    }
    RowCache cache = RowCache.of(some.get(0).storage());
    IndexedFiles rows =
        TableScan.cached(
                cache, Examination.onThreads(), files.format(), some, /* labelled= */ false)
            .rows();
    return new TableInput(rows, rows.index().starts(bytes), features, name);
  }

  private boolean isIndexed() {
    return starts.length > 0;
  }

  @Override
  public List<String> notes() {
    return files.format().notes();
  }

  @Override
  public String identity() {
    StringBuilder text = new StringBuilder(files.format() + "\n");
    if (isIndexed()) {
      text.append(Arrays.toString(starts)).append('\n');
    }
    files.files().forEach(file -> text.append(file.version()).append('\n'));
    return text.toString();
  }

  @Override
  public int ranges() {
    return isIndexed() ? starts.length - 1 : files.files().size();
  }

  @Override
  public boolean isCounted() {
    return isIndexed();
  }

  @Override
  public long count(int range) {
    if (isIndexed()) {
      return starts[range + 1] - starts[range];
    }
    long rows = 0;
    try (RowReader reader = open(range)) {
      while (reader.next()) {
        rows++;
      }
    }
    return rows;
  }

  private RowReader open(int range) {
    return files.format().open(files.files().get(range));
  }

  @Override
  public void read(int range, List<String> keep, Predicate<RowBatch> each) {
    if (!isIndexed()) {
      try (RowReader reader = open(range)) {
        read(() -> reader.next() ? Optional.of(reader) : Optional.empty(), keep, each);
      }
      return;
    }
    long[] next = {starts[range]};
    try (IndexedRows rows = files.open()) {
      read(
          () -> next[0] < starts[range + 1] ? Optional.of(rows.at(next[0]++)) : Optional.empty(),
          keep,
          each);
    }
  }

  /** Reads rows, batch by batch, until there is none or {@code each} returns false. */
  private void read(
      Supplier<Optional<RowReader>> rows, List<String> keep, Predicate<RowBatch> each) {
    boolean more = true;
    while (more) {
      RowBatch batch = batch(rows, keep);
      more = batch.count() > 0 && each.test(batch);
    }
  }

  private RowBatch batch(Supplier<Optional<RowReader>> each, List<String> keep) {
    double[] values = new double[RowBatch.MAX * features];
    List<List<String>> kept = new ArrayList<>();
    int rows = 0;
    while (rows < RowBatch.MAX) {
      Optional<RowReader> next = each.get();
      if (next.isEmpty()) {
        break;
      }
      RowReader reader = next.get();
      if (reader.width() > features) {
        throw reader.bad(
            "at most %d features as the model takes".formatted(features),
            String.valueOf(reader.width()));
      }
      reader.features(values, rows * features);
      if (!keep.isEmpty()) {
        kept.add(keep.stream().map(reader::field).toList());
      }
      rows++;
    }
    double[] filled = rows == RowBatch.MAX ? values : Arrays.copyOf(values, rows * features);
    return new RowBatch(new RealRows(features, filled), rows, kept);
  }

  private TableFiles split() {
    return new TableFiles(List.of(), files.files());
  }

  @Override
  public Map<String, String> localFiles() {
    return split().localFiles(Split.TEST);
  }

  @Override
  public TableInput movedTo(URI elsewhere) {
    return new TableInput(files.in(split().movedTo(elsewhere).test()), starts, features, name);
  }
}

package treecast.source;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import treecast.data.DataFile;
import treecast.data.RealRows;
import treecast.data.Split;

/**
 * Input rows of text files, each of which is a range.
 *
 * @param format format in which everything is decided
 * @param features number of features that the model takes
 */
record TableInput(TableFiles files, TableFormat format, int features, String name)
    implements RowInput {

  /** Input of a location: its test rows if it has rows of both splits, else all of its rows. */
  static TableInput of(DataRequest request, TableFormat format) {
    TableFiles found = TableFiles.find(request.location(), format, request.named());
    List<DataFile> files = found.test().isEmpty() ? found.train() : found.test();
    TableFormat ready = format.readingAll().prepared(List.of(), files, request.columns());
    String some = found.train().isEmpty() || found.test().isEmpty() ? "" : "test rows of ";
    String name = "%s%s files in %s".formatted(some, format.title(), request.location());
    return new TableInput(new TableFiles(List.of(), files), ready, request.features(), name);
  }

  @Override
  public List<String> notes() {
    return format.notes();
  }

  @Override
  public String identity() {
    StringBuilder text = new StringBuilder(format + "\n");
    files.test().forEach(file -> text.append(file.version()).append('\n'));
    return text.toString();
  }

  @Override
  public int ranges() {
    return files.test().size();
  }

  @Override
  public long count(int range) {
    long rows = 0;
    try (RowReader reader = format.open(files.test().get(range))) {
      while (reader.next()) {
        rows++;
      }
    }
    return rows;
  }

  @Override
  public void read(int range, List<String> keep, Predicate<RowBatch> each) {
    try (RowReader reader = format.open(files.test().get(range))) {
      boolean more = true;
      while (more) {
        RowBatch batch = batch(reader, keep);
        more = batch.count() > 0 && each.test(batch);
      }
    }
  }

  private RowBatch batch(RowReader reader, List<String> keep) {
    double[] values = new double[RowBatch.MAX * features];
    List<List<String>> kept = new ArrayList<>();
    int rows = 0;
    while (rows < RowBatch.MAX && reader.next()) {
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

  @Override
  public Map<String, String> localFiles() {
    return files.localFiles(Split.TEST);
  }

  @Override
  public TableInput movedTo(URI elsewhere) {
    return new TableInput(files.movedTo(elsewhere), format, features, name);
  }
}

package treecast.source;

import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import treecast.data.ClassLabels;
import treecast.data.DataFile;
import treecast.data.DataSet;
import treecast.data.DataSource;
import treecast.data.Examination;
import treecast.data.FeatureMoments;
import treecast.data.MissingValues;
import treecast.data.RowBuffer;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.data.TableColumns;

/**
 * Rows of a table whose files have been examined.
 *
 * @param folder the source before the examination
 * @param train files of the training rows, with their index
 * @param test files of the test rows; none if there are none of their own
 * @param features number of features of a row
 * @param divided indices of the rows of the training files that are test rows, if there are no test
 *     files; else empty
 */
@SuppressWarnings("serial") // a serialisable list, which the interface does not say
record TableRows(
    TableFolder folder,
    IndexedFiles train,
    IndexedFiles test,
    ClassLabels classes,
    int features,
    BitSet divided,
    List<String> notes,
    Found found)
    implements DataSource {

  /**
   * What the examination has collected.
   *
   * @param fitted moments of the features; null if there are none
   * @param digest digest of the rows; empty if there is none
   */
  record Found(FeatureMoments fitted, String digest) implements Serializable {}

  TableRows {
    notes = List.copyOf(notes);
  }

  @Override
  public String name() {
    List<DataFile> files = train.files();
    return test.files().isEmpty() && files.size() == 1
        ? "%s file %s".formatted(folder.format().title(), files.get(0))
        : folder.name();
  }

  @Override
  public String location() {
    return folder.location();
  }

  @Override
  public Map<String, String> settings() {
    return folder.settings();
  }

  @Override
  public TableColumns columns() {
    return train.format().columns();
  }

  @Override
  public MissingValues missing() {
    return train.format().missing();
  }

  @Override
  public DataSet examine() {
    return folder.examine();
  }

  @Override
  public DataSet examine(Examination how) {
    return folder.examine(how);
  }

  @Override
  public Optional<FeatureMoments> moments() {
    return Optional.ofNullable(found.fitted());
  }

  @Override
  public Optional<String> digest() {
    return found.digest().isEmpty() ? Optional.empty() : Optional.of(found.digest());
  }

  @Override
  public List<Shard> shards(Split split, ShardAssignment assignment, List<Integer> wanted) {
    assignment.requireRoom(files(split).files().get(0), features);
    Table[] tables = new Table[assignment.shards()];
    for (int shard : wanted) {
      tables[shard] = new Table(shard, assignment.rowsOf(shard));
    }
    try (IndexedRows rows = files(split).open()) {
      int file = first(split, 0);
      for (int row = 0; row < assignment.rows(); row++) {
        Table table = tables[assignment.shardOf(row)];
        if (table != null) {
          table.add(rows.at(file));
        }
        file = first(split, file + 1);
      }
    }
    return wanted.stream().map(shard -> tables[shard].shard()).toList();
  }

  @Override
  public void pieces(Split split, Consumer<Shard> each) {
    int max = DataSource.pieceRows(features);
    Table table = new Table(0, max);
    try (IndexedRows rows = files(split).open()) {
      for (int row = first(split, 0); row < files(split).rows(); row = first(split, row + 1)) {
        if (table.isFull()) {
          each.accept(table.shard());
          table = new Table(table.index + 1, max);
        }
        table.add(rows.at(row));
      }
    }
    if (table.values.rows() > 0) {
      each.accept(table.shard());
    }
  }

  private IndexedFiles files(Split split) {
    return isDivided(split) ? train : split == Split.TEST ? test : train;
  }

  /** Whether the rows of a split are some of those of the training files. */
  private boolean isDivided(Split split) {
    return split == Split.TEST && test.files().isEmpty();
  }

  /** First row of a split's files from a row on that belongs to the split. */
  private int first(Split split, int row) {
    if (isDivided(split)) {
      int next = divided.nextSetBit(row);
      return next < 0 ? Integer.MAX_VALUE : next;
    }
    return split == Split.TRAIN ? divided.nextClearBit(row) : row;
  }

  private TableFiles files() {
    return new TableFiles(train.files(), test.files());
  }

  @Override
  public Map<String, String> localFiles(Split split) {
    return files().localFiles(isDivided(split) ? Split.TRAIN : split);
  }

  @Override
  public TableRows movedTo(URI elsewhere) {
    TableFiles copies = files().movedTo(elsewhere);
    return new TableRows(
        folder,
        train.in(copies.train()),
        test.in(copies.test()),
        classes,
        features,
        divided,
        notes,
        found);
  }

  /** Buffers of rows that are read. */
  private final class Table {
    private final int index;
    private final RowBuffer values;
    private final double[] row = new double[features];
    private final char[] labels;
    private final Map<String, Integer> indices = classes.indices();

    Table(int index, int max) {
      this.index = index;
      this.values = new RowBuffer(features, max);
      this.labels = new char[max];
    }

    void add(RowReader reader) {
      int label = indices.getOrDefault(reader.label(), -1);
      if (label < 0 || reader.width() > features || values.isFull()) {
        throw reader.bad("the row that was there when the file was examined", "a changed row");
      }
      labels[values.rows()] = (char) label;
      Arrays.fill(row, 0);
      reader.features(row, 0);
      values.add(row);
    }

    boolean isFull() {
      return values.isFull();
    }

    Shard shard() {
      return new Shard(index, values.toRows(), Arrays.copyOf(labels, values.rows()));
    }
  }
}

package treecast.source;

import java.net.URI;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import treecast.data.ClassLabels;
import treecast.data.DataFile;
import treecast.data.DataSet;
import treecast.data.DataSource;
import treecast.data.MissingValues;
import treecast.data.RealRows;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.data.TableColumns;

/**
 * Rows of a table whose files have been examined.
 *
 * @param folder the source before the examination
 * @param files files of each split
 * @param format format in which everything is decided
 * @param features number of features of a row
 * @param divided indices of the rows of the training files that are test rows, if there are no test
 *     files; else empty
 */
record TableRows(
    TableFolder folder,
    TableFiles files,
    TableFormat format,
    ClassLabels classes,
    int features,
    BitSet divided,
    List<String> notes)
    implements DataSource {

  TableRows {
    notes = List.copyOf(notes);
  }

  @Override
  public String name() {
    List<DataFile> train = files.train();
    return files.test().isEmpty() && train.size() == 1
        ? "%s file %s".formatted(format.title(), train.get(0))
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
    return format.columns();
  }

  @Override
  public MissingValues missing() {
    return format.missing();
  }

  @Override
  public DataSet examine() {
    return folder.examine();
  }

  @Override
  public List<Shard> shards(Split split, ShardAssignment assignment, List<Integer> wanted) {
    assignment.requireRoom(files.of(source(split)).get(0), features);
    Table[] tables = new Table[wanted.size()];
    Arrays.setAll(tables, i -> new Table(wanted.get(i), assignment.rowsOf(wanted.get(i))));
    int[] row = {0};
    each(
        split,
        reader -> {
          int at = row[0] < assignment.rows() ? wanted.indexOf(assignment.shardOf(row[0])) : -1;
          if (at >= 0) {
            tables[at].add(reader);
          }
          row[0]++;
          return true;
        });
    assignment.requireRows(files.of(source(split)).get(0), row[0]);
    return Arrays.stream(tables).map(Table::shard).toList();
  }

  @Override
  public void pieces(Split split, Consumer<Shard> each) {
    int max = DataSource.pieceRows(features);
    Table[] table = {new Table(0, max)};
    each(
        split,
        reader -> {
          if (table[0].rows == max) {
            each.accept(table[0].shard());
            table[0] = new Table(table[0].index + 1, max);
          }
          table[0].add(reader);
          return true;
        });
    if (table[0].rows > 0) {
      each.accept(table[0].shard());
    }
  }

  /** Split whose files hold the rows of a split. */
  private Split source(Split split) {
    return split == Split.TEST && files.test().isEmpty() ? Split.TRAIN : split;
  }

  /** Reads the rows of a split in their order, until {@code row} returns false. */
  private void each(Split split, Predicate<RowReader> row) {
    boolean ofDivided = split == Split.TEST && files.test().isEmpty();
    int index = 0;
    for (DataFile file : files.of(source(split))) {
      try (RowReader reader = format.open(file)) {
        while (reader.next()) {
          boolean test = source(split) == Split.TRAIN && divided.get(index++);
          if (test == ofDivided && !row.test(reader)) {
            return;
          }
        }
      }
    }
  }

  @Override
  public Map<String, String> localFiles(Split split) {
    return files.localFiles(source(split));
  }

  @Override
  public TableRows movedTo(URI elsewhere) {
    return new TableRows(
        folder, files.movedTo(elsewhere), format, classes, features, divided, notes);
  }

  /** Buffers of rows that are read. */
  private final class Table {
    private final int index;
    private final double[] values;
    private final byte[] labels;
    private int rows;

    Table(int index, int max) {
      this.index = index;
      this.values = new double[max * features];
      this.labels = new byte[max];
    }

    void add(RowReader reader) {
      int label = classes.indexOf(reader.label());
      if (label < 0 || reader.width() > features || rows == labels.length) {
        throw reader.bad("the row that was there when the file was examined", "a changed row");
      }
      labels[rows] = (byte) label;
      reader.features(values, rows * features);
      rows++;
    }

    Shard shard() {
      boolean full = rows == labels.length;
      double[] inputs = full ? values : Arrays.copyOf(values, rows * features);
      return new Shard(
          index, new RealRows(features, inputs), full ? labels : Arrays.copyOf(labels, rows));
    }
  }
}

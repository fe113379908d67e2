package treecast.source;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import treecast.data.ClassChoice;
import treecast.data.ClassLabels;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.DataSet;
import treecast.data.DataSource;
import treecast.data.Excerpt;
import treecast.data.LabelCensus;
import treecast.data.RealRows;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.linalg.Shape;

/**
 * Table data source: two text files of rows in a folder, such as {@code train.csv} and {@code
 * test.csv.gz} (see {@link DataFolder} for their names).
 *
 * @param classes mapping of labels to classes
 * @param features number of features of a row; 0 until the data set has been examined
 * @param anyName whether files whose names lack the format's ending are accepted
 */
public record TableFolder(
    DataFolder folder, TableFormat format, ClassChoice classes, int features, boolean anyName)
    implements DataSource {

  /**
   * Source of a folder's data.
   *
   * @param folder path or URI; its last component may be a glob that selects files
   * @param anyName whether files whose names lack the format's ending are accepted
   * @throws DataException if it is neither a path nor a URI
   */
  public static TableFolder of(
      Storage storage, String folder, TableFormat format, ClassChoice classes, boolean anyName) {
    return new TableFolder(DataFolder.of(storage, folder), format, classes, 0, anyName);
  }

  /** Whether a folder holds files whose names have the format's ending. */
  public static boolean isIn(Storage storage, String folder, TableFormat format) {
    return DataFolder.of(storage, folder).holds(format::isName);
  }

  @Override
  public String name() {
    return format.title() + " files in " + folder;
  }

  @Override
  public String location() {
    return folder.qualified();
  }

  @Override
  public DataSet examine() {
    Examined train = examine(Split.TRAIN, List.of());
    Examined test = examine(Split.TEST, train.columns);
    ClassLabels decided = classes.decide(train.labels, test.labels);
    int width = Math.max(train.width, test.width);
    int inputs = format.features() > 0 ? format.features() : width;
    return new DataSet(
        new TableFolder(folder, format, decided, inputs, anyName),
        train.rows,
        test.rows,
        Shape.flat(inputs),
        decided);
  }

  @Override
  public List<Shard> shards(Split split, ShardAssignment assignment, List<Integer> wanted) {
    DataFile file = file(split);
    assignment.requireRoom(file, features);
    Table[] tables = new Table[wanted.size()];
    Arrays.setAll(tables, i -> new Table(wanted.get(i), assignment.rowsOf(wanted.get(i))));
    try (RowReader reader = format.open(file)) {
      int row = 0;
      for (; reader.next(); row++) {
        int at = row < assignment.rows() ? wanted.indexOf(assignment.shardOf(row)) : -1;
        if (at >= 0) {
          tables[at].add(reader);
        }
      }
      assignment.requireRows(file, row);
    }
    return Arrays.stream(tables).map(Table::shard).toList();
  }

  @Override
  public void pieces(Split split, Consumer<Shard> each) {
    int max = DataSource.pieceRows(features);
    try (RowReader reader = format.open(file(split))) {
      Table table = new Table(0, max);
      while (reader.next()) {
        if (table.rows == max) {
          each.accept(table.shard());
          table = new Table(table.index + 1, max);
        }
        table.add(reader);
      }
      each.accept(table.shard());
    }
  }

  @Override
  public List<String> localFiles(Split split) {
    return folder.isLocal() ? List.of(file(split).toString()) : List.of();
  }

  @Override
  public TableFolder movedTo(URI elsewhere) {
    return new TableFolder(folder.movedTo(elsewhere), format, classes, features, anyName);
  }

  /** Result of reading every row of a split once. */
  private record Examined(int rows, int width, List<String> columns, LabelCensus labels) {}

  private Examined examine(Split split, List<String> columns) {
    Map<String, String> firstRows = new LinkedHashMap<>();
    int rows = 0;
    int width = 0;
    try (RowReader reader = format.open(file(split))) {
      if (!columns.isEmpty() && !columns.equals(reader.columns())) {
        throw new DataException(
            "%s: expected the columns of the training file, %s, found %s"
                .formatted(reader.path(), list(columns), list(reader.columns())));
      }
      for (; reader.next(); rows++) {
        width = Math.max(width, reader.width());
        count(reader, firstRows);
      }
      if (rows == 0 || (split == Split.TRAIN && width == 0)) {
        throw new DataException(
            "%s: expected rows of a label and a feature or more, found none"
                .formatted(reader.path()));
      }
      String file = reader.path().toString();
      return new Examined(rows, width, reader.columns(), new LabelCensus(file, firstRows));
    }
  }

  private static void count(RowReader reader, Map<String, String> firstRows) {
    String label = reader.label();
    if (!firstRows.containsKey(label)) {
      firstRows.put(label, reader.position());
    }
    if (firstRows.size() > ClassChoice.MAX) {
      throw reader.bad(
          "at most %d different labels".formatted(ClassChoice.MAX),
          "one more, %s: is this the label column?".formatted(Excerpt.of(label)));
    }
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
      int label = ClassLabels.decided(classes).indexOf(reader.label());
      if (label < 0 || reader.width() > features) {
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

  private DataFile file(Split split) {
    return folder.file(
        split,
        split + " rows",
        name -> anyName || format.isName(name),
        split + "." + format.ending());
  }

  private static String list(List<String> columns) {
    return Excerpt.plain(String.join(", ", columns));
  }
}

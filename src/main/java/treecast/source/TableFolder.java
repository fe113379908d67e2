package treecast.source;

import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import treecast.data.ClassChoice;
import treecast.data.ClassLabels;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.DataSet;
import treecast.data.DataSource;
import treecast.data.LabelCensus;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.data.TestShare;
import treecast.linalg.Shape;

/**
 * Table data source: text files of rows, such as {@code train.csv} and {@code test.csv.gz} or
 * folders of part files (see {@link TableFiles} for their names), or one file whose rows are
 * divided into training and test rows. Rows are read through the examined data set, see {@link
 * TableRows}.
 */
public record TableFolder(DataRequest request, TableFormat format) implements DataSource {

  /**
   * Source of the files in a folder, of which training and test rows have files of their own.
   *
   * @param folder path or URI; its last component may be a glob that selects files
   * @param classes mapping of labels to classes
   * @param anyName whether files whose names lack the format's ending are accepted
   */
  public static TableFolder of(
      Storage storage, String folder, TableFormat format, ClassChoice classes, boolean anyName) {
    DataLocation location = DataLocation.of(storage, folder);
    return new TableFolder(
        new DataRequest(location, classes, classes, anyName, TestShare.NOTHING), format);
  }

  @Override
  public String name() {
    return format.title() + " files in " + request.location();
  }

  @Override
  public String location() {
    return DataListing.qualified(request.location().storage(), request.location().source());
  }

  @Override
  public Map<String, String> settings() {
    DataLocation at = request.location();
    if (!at.isGiven()) {
      return Map.of("data.source", location());
    }
    Map<String, String> settings = new TreeMap<>();
    settings.put("data.train", DataListing.qualified(at.storage(), at.train()));
    if (!at.test().isEmpty()) {
      settings.put("data.test", DataListing.qualified(at.storage(), at.test()));
    }
    return settings;
  }

  @Override
  public DataSet examine() {
    TableFiles found = TableFiles.find(request.location(), format, request.named());
    if (request.anySplit()) {
      return examined(found.test().isEmpty() ? new TableFiles(List.of(), found.train()) : found);
    }
    if (found.train().isEmpty()) {
      throw new DataException(
          "%s: expected train rows, such as the file train.%s, found test rows only"
              .formatted(request.location(), format.ending()));
    }
    return examined(found);
  }

  private DataSet examined(TableFiles found) {
    TableFormat ready = format.prepared(found.train(), found.test(), request.columns());
    List<String> notes = new ArrayList<>(ready.notes());
    notes.addAll(TableFilesNotes.of(found, request.location(), ready));
    TableFiles files = found;
    TableScan train = TableScan.of(ready, files.train(), Split.TRAIN);
    if (!request.anySplit() && !found.test().isEmpty() && !isLabelled(ready, found.test())) {
      notes.add(
          "%s has no labels: its rows are left out (scripts/treecast predict answers them)"
              .formatted(found.test().get(0)));
      files = new TableFiles(found.train(), List.of());
    }
    TableScan test = TableScan.of(ready, files.test(), Split.TEST);
    int width = Math.max(train.width(), test.width());
    int features = ready.features() > 0 ? ready.features() : width;
    ClassLabels classes = decided(train.labels(), test.labels());
    boolean divides = !request.anySplit() && files.test().isEmpty();
    BitSet divided =
        divides ? request.testShare().rowsOf(train.classes(), train.rows()) : new BitSet();
    tell(notes, train, test, divided);
    TableRows rows = new TableRows(this, files, ready, classes, features, divided, notes);
    return new DataSet(
        rows,
        train.rows() - divided.cardinality(),
        test.rows() + divided.cardinality(),
        Shape.flat(features),
        classes);
  }

  private void tell(List<String> notes, TableScan train, TableScan test, BitSet divided) {
    if (train.leftOut() + test.leftOut() > 0) {
      notes.add(
          "rows left out: %,d training and %,d test rows, which lack a value (data.csv.missing)"
              .formatted(train.leftOut(), test.leftOut()));
    }
    if (!divided.isEmpty()) {
      notes.add(
          "test rows: %,d of %,d, the share %s of each class (data.testShare)"
              .formatted(divided.cardinality(), train.rows(), request.testShare().share()));
    }
  }

  private ClassLabels decided(LabelCensus train, LabelCensus test) {
    return request.anySplit() && train.firstRows().isEmpty()
        ? request.distinct().decide(test, test)
        : request.distinct().decide(train, test);
  }

  private static boolean isLabelled(TableFormat format, List<DataFile> files) {
    for (DataFile file : files) {
      try (RowReader reader = format.open(file)) {
        if (reader.next()) {
          return reader.isLabelled();
        }
      }
    }
    return true;
  }

  @Override
  public List<Shard> shards(Split split, ShardAssignment assignment, List<Integer> wanted) {
    throw unexamined();
  }

  @Override
  public void pieces(Split split, Consumer<Shard> each) {
    throw unexamined();
  }

  @Override
  public Map<String, String> localFiles(Split split) {
    throw unexamined();
  }

  @Override
  public DataSource movedTo(URI elsewhere) {
    throw unexamined();
  }

  private static IllegalStateException unexamined() {
    return new IllegalStateException(
        "this source has not been examined: read rows through the source of a DataSet");
  }
}

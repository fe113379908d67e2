package treecast.source;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import treecast.data.ClassChoice;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.DataSource;
import treecast.data.Examination;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.data.Storage;
import treecast.data.TestShare;

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
    return examine(Examination.onThreads());
  }

  @Override
  public DataSet examine(Examination how) {
    TableFiles found = TableFiles.find(request.location(), format, request.named());
    if (request.anySplit()) {
      TableFiles some = found.test().isEmpty() ? new TableFiles(List.of(), found.train()) : found;
      return new TableExamination(this, some, how).examine();
    }
    if (found.train().isEmpty()) {
      throw new DataException(
          "%s: expected train rows, such as the file train.%s, found test rows only"
              .formatted(request.location(), format.ending()));
    }
    return new TableExamination(this, found, how).examine();
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

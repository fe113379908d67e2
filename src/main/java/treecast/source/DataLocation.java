package treecast.source;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import treecast.data.Excerpt;
import treecast.data.Storage;

/**
 * Location of a data set's files.
 *
 * @param storage file systems with which they are read
 * @param source path or URI of a folder or a file; its last component may be a glob that selects
 *     files
 * @param train path, URI or glob of the training files, or folder that holds them; empty if the
 *     names of the files in {@code source} say which they are
 * @param test the same for the test files
 */
public record DataLocation(Storage storage, String source, String train, String test)
    implements Serializable {
  private static final int LISTED = 8;

  /** Location whose file names say which files hold training rows and which test rows. */
  public static DataLocation of(Storage storage, String source) {
    return new DataLocation(storage, source, "", "");
  }

  /** Whether the files of each split are given, and not those of a folder. */
  boolean isGiven() {
    return !train.isEmpty();
  }

  /** Names of the files that are there, in a line for messages. */
  public String names() {
    List<DataListing.Entry> entries = DataListing.of(storage, isGiven() ? train : source);
    String names =
        entries.stream()
            .limit(LISTED)
            .map(entry -> Excerpt.plain(entry.name()) + (entry.isFolder() ? "/" : ""))
            .collect(Collectors.joining(", "));
    return entries.isEmpty() ? "nothing" : names + (entries.size() > LISTED ? ", ..." : "");
  }

  @Override
  public String toString() {
    return !isGiven() ? source : test.isEmpty() ? train : train + " and " + test;
  }
}

package treecast.data;

import org.apache.hadoop.fs.Path;

/**
 * One file of a data set. As text it is its path, as messages name it.
 *
 * @param storage what opens it
 */
public record DataFile(Storage storage, Path path) {
  @Override
  public String toString() {
    return path.toString();
  }
}

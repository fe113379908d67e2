package treecast.data;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * File of a data set. Its text form, used in messages, is its path.
 *
 * @param storage file systems with which it is opened
 */
public record DataFile(Storage storage, Path path) implements Serializable {
  @Override
  public String toString() {
    return path.toString();
  }
}

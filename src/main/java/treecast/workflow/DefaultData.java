package treecast.workflow;

import java.io.IOException;
import java.nio.file.Path;
import treecast.data.ClassChoice;
import treecast.data.DataSource;
import treecast.data.Storage;
import treecast.source.IdxFolder;
import treecast.source.Mnist;
import treecast.source.digits.DrawnDigits;

/**
 * Data set of {@code data.source = auto}: MNIST if it is cached or can be downloaded, else the
 * built-in digits.
 */
final class DefaultData {
  private DefaultData() {}

  /** Source of the data, after a download if necessary. */
  static DataSource of(Storage storage, ClassChoice classes) {
    Path cache = Mnist.cache();
    String location = Mnist.location();
    if (Mnist.recognises(location)) {
      return IdxFolder.mnist(storage, location, classes);
    }
    try {
      Mnist.download(cache);
      return IdxFolder.mnist(storage, location, classes);
    } catch (IOException e) {
      System.err.println(
          "MNIST is not cached and cannot be downloaded (%s): the built-in digits take its place"
              .formatted(reason(e)));
      return new DrawnDigits();
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}

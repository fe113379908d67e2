package treecast.app;

import java.io.IOException;
import java.nio.file.Path;
import treecast.data.DataSet;
import treecast.data.DataSource;
import treecast.data.DrawnDigits;
import treecast.data.IdxFolder;
import treecast.data.Mnist;

/**
 * Which data {@code data.source} means: a folder or URI, the built-in digits, or whatever of MNIST
 * and those can be had.
 */
final class DataChoice {
  static final String AUTO = "auto";
  static final String BUILT_IN = "built-in";

  private DataChoice() {}

  /**
   * The data set, examined.
   *
   * @param classes number of classes that a folder's labels may name
   * @throws treecast.data.DataException if it cannot be used
   */
  static DataSet examine(String source, int classes) {
    return choose(source, classes).examine();
  }

  private static DataSource choose(String source, int classes) {
    return switch (source) {
      case BUILT_IN -> new DrawnDigits();
      case AUTO -> mnistOrDigits();
      default -> IdxFolder.of(source, classes);
    };
  }

  private static DataSource mnistOrDigits() {
    Path cache = Mnist.cache();
    if (Mnist.recognises(cache.toString())) {
      return new IdxFolder(cache.toString(), Mnist.CLASSES, Mnist.NAME);
    }
    try {
      Mnist.download(cache);
      return new IdxFolder(cache.toString(), Mnist.CLASSES, Mnist.NAME);
    } catch (IOException e) {
      System.err.println("MNIST is not cached and cannot be downloaded (" + reason(e) + ")");
      return new DrawnDigits();
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}

package treecast.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The MNIST data set of handwritten digits (LeCun, Cortes and Burges): its four files, their
 * SHA-256 sums, the folder that keeps them on this machine and the mirrors that have them.
 */
public final class Mnist {
  /** What a run calls it. */
  public static final String NAME = "MNIST";

  /** Its number of classes. */
  public static final int CLASSES = 10;

  private static final MirroredFiles FILES =
      new MirroredFiles(
          Map.of(
              "train-images-idx3-ubyte.gz",
              "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
              "train-labels-idx1-ubyte.gz",
              "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
              "t10k-images-idx3-ubyte.gz",
              "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
              "t10k-labels-idx1-ubyte.gz",
              "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
          List.of(
              "https://ossci-datasets.s3.amazonaws.com/mnist/",
              "https://storage.googleapis.com/cvdf-datasets/mnist/"),
          Duration.ofMinutes(2));

  private Mnist() {}

  /** The folder that keeps it: {@code $XDG_CACHE_HOME/treecast/mnist}, by default in ~/.cache. */
  public static Path cache() {
    String base = System.getenv("XDG_CACHE_HOME");
    Path root =
        base == null || base.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return root.resolve("treecast").resolve("mnist");
  }

  /** The same folder as a URI, whatever the default file system is. */
  public static String place() {
    return "file:" + cache();
  }

  /** Whether a folder of the local file system holds the four files, each with its sum. */
  public static boolean recognises(String folder) {
    if (folder.contains(":") && !folder.startsWith("file:")) {
      return false;
    }
    // Hadoop's URIs are not escaped, so that of a local folder is its path behind the scheme.
    return FILES.areIn(Path.of(folder.replaceFirst("^file:(//)?", "")));
  }

  /**
   * Fetches the files that a folder lacks, each verified before it gets its name.
   *
   * @throws IOException if no mirror gives an intact file in time
   */
  public static void download(Path folder) throws IOException {
    FILES.download(folder);
  }
}

package treecast.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * MNIST data set of handwritten digits (LeCun, Cortes and Burges): its four files and their SHA-256
 * checksums, the local cache folder, and the mirrors for the download.
 */
public final class Mnist {
  /** Name of the data in messages and reports. */
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

  /**
   * Cache folder: {@code $XDG_CACHE_HOME/treecast/mnist}, where XDG_CACHE_HOME is ~/.cache by
   * default.
   */
  public static Path cache() {
    String base = System.getenv("XDG_CACHE_HOME");
    Path root =
        base == null || base.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return root.resolve("treecast").resolve("mnist");
  }

  /** Cache folder as a URI, independent of the default file system. */
  public static String location() {
    return "file:" + cache();
  }

  /** Whether a local folder holds the four files with the right checksums. */
  public static boolean recognises(String folder) {
    if (folder.contains(":") && !folder.startsWith("file:")) {
      return false;
    }
    // Hadoop's URIs are not escaped: the URI of a local folder is the scheme followed by its path.
    return FILES.areIn(Path.of(folder.replaceFirst("^file:(//)?", "")));
  }

  /**
   * Downloads the files that a folder lacks. Each is verified before it gets its name.
   *
   * @throws IOException if no mirror gives an intact file in time
   */
  public static void download(Path folder) throws IOException {
    FILES.download(folder);
  }
}

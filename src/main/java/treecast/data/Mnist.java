package treecast.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
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

  private static final Map<String, String> SHA256 =
      Map.of(
          "train-images-idx3-ubyte.gz",
          "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
          "train-labels-idx1-ubyte.gz",
          "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
          "t10k-images-idx3-ubyte.gz",
          "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
          "t10k-labels-idx1-ubyte.gz",
          "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6");
  private static final List<String> MIRRORS =
      List.of(
          "https://ossci-datasets.s3.amazonaws.com/mnist/",
          "https://storage.googleapis.com/cvdf-datasets/mnist/");
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration FILE_TIMEOUT = Duration.ofMinutes(2);

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
    Path local = Path.of(folder.replaceFirst("^file:(//)?", ""));
    return SHA256.keySet().stream().allMatch(name -> isIntact(local.resolve(name), name));
  }

  /**
   * Fetches the files that a folder lacks, each verified before it gets its name.
   *
   * @throws IOException if no mirror gives an intact file in time
   */
  public static void download(Path folder) throws IOException {
    Files.createDirectories(folder);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    for (String name : SHA256.keySet().stream().sorted().toList()) {
      if (!isIntact(folder.resolve(name), name)) {
        download(client, folder, name);
      }
    }
  }

  private static void download(HttpClient client, Path folder, String name) throws IOException {
    IOException last = null;
    for (String mirror : MIRRORS) {
      Path partial = Files.createTempFile(folder, name, ".part");
      try {
        fetch(client, URI.create(mirror + name), partial);
        if (!isIntact(partial, name)) {
          throw new IOException(mirror + name + ": expected the known SHA-256, found another");
        }
        Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (IOException e) {
        last = e;
      } finally {
        Files.deleteIfExists(partial);
      }
    }
    throw last;
  }

  private static void fetch(HttpClient client, URI from, Path to) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(from).timeout(FILE_TIMEOUT).build();
    try {
      HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(to));
      if (response.statusCode() != 200) {
        throw new IOException(from + ": expected HTTP 200, found " + response.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(from + ": interrupted", e);
    }
  }

  private static boolean isIntact(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
        digest.update(buffer, 0, got);
      }
      return HexFormat.of().formatHex(digest.digest()).equals(SHA256.get(name));
    } catch (IOException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

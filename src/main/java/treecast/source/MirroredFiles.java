package treecast.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import treecast.data.Sha256;

/**
 * Download of files from mirrors, verified by SHA-256.
 *
 * @param sha256 SHA-256 of each file in hexadecimal, by file name
 * @param mirrors URLs to which file names are appended, in the order of the attempts
 * @param timeout maximum duration of the download of one file from one mirror
 */
record MirroredFiles(Map<String, String> sha256, List<String> mirrors, Duration timeout) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Whether a folder holds all files with the right checksums. */
  boolean areIn(Path folder) {
    return sha256.keySet().stream().allMatch(name -> isIntact(folder.resolve(name), name));
  }

  /**
   * Downloads the files that a folder lacks. Each is verified before it gets its name.
   *
   * @throws IOException if no mirror gives an intact file in time
   */
  void download(Path folder) throws IOException {
    Files.createDirectories(folder);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    for (String name : sha256.keySet().stream().sorted().toList()) {
      if (!isIntact(folder.resolve(name), name)) {
        download(client, folder, name);
      }
    }
  }

  private void download(HttpClient client, Path folder, String name) throws IOException {
    IOException last = null;
    for (String mirror : mirrors) {
      Path partial = Files.createTempFile(folder, name, ".part");
      try {
        fetch(client, URI.create(mirror + name), partial);
        if (!isIntact(partial, name)) {
          throw new IOException(
              mirror + name + ": expected a file with the known SHA-256, found another file");
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

  /**
   * Downloads a file. The timeout of an HTTP request covers only the head of the response, so this
   * method limits the time of the whole.
   */
  private void fetch(HttpClient client, URI from, Path to) throws IOException {
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(
            HttpRequest.newBuilder(from).build(), HttpResponse.BodyHandlers.ofFile(to));
    try {
      int status = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status != 200) {
        throw new IOException(from + ": expected HTTP 200, found " + status);
      }
    } catch (TimeoutException e) {
      throw new IOException(
          "%s: the download was not finished within %d s".formatted(from, timeout.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new IOException(from + ": " + reason(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(from + ": interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  /** Java's HTTP client has no words for a connection that cannot be made. */
  private static String reason(Throwable e) {
    return e instanceof ConnectException ? "no connection" : String.valueOf(e.getMessage());
  }

  private boolean isIntact(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = Sha256.digest();
      byte[] buffer = new byte[1 << 16];
      for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
        digest.update(buffer, 0, got);
      }
      return Sha256.hex(digest).equals(sha256.get(name));
    } catch (IOException e) {
      return false;
    }
  }
}

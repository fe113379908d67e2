package treecast.app;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import treecast.config.SettingsException;
import treecast.data.DataException;
import treecast.extension.ExtensionException;
import treecast.training.Diverged;

/**
 * Failure of a command: its exit code and the cause in one line.
 *
 * @param code exit code, a constant of {@link Main}
 * @param line the cause
 */
record Failure(int code, String line) {
  /**
   * Pattern of Spark's messages about a task or an executor that ran out of memory: Java's error,
   * Spark's exit code for it, and the messages of YARN and Kubernetes.
   */
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "java\\.lang\\.OutOfMemoryError[^\\n]*|exited with code:? 52\\b"
              + "|exceeding (physical )?memory limits|OOMKilled");

  /**
   * Pattern of an executor in Spark's messages; a driver without executors has a name instead of a
   * number.
   */
  private static final Pattern ON_EXECUTOR = Pattern.compile("\\bexecutor \\d+\\b");

  private static final long MEBIBYTE = 1 << 20;

  /** Failure of an exception: the first cause with an exit code of its own decides. */
  static Failure of(Throwable e) {
    return causes(e)
        .flatMap(cause -> known(cause).stream())
        .findFirst()
        .or(() -> outOfMemory(e))
        .orElseGet(() -> new Failure(Main.FAILED, failed(e)));
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
  }

  private static Optional<Failure> known(Throwable e) {
    if (e instanceof SettingsException || e instanceof ExtensionException) {
      return Optional.of(new Failure(Main.BAD_SETTINGS, first(e)));
    }
    if (e instanceof DataException) {
      return Optional.of(new Failure(Main.BAD_DATA, first(e)));
    }
    return e instanceof Diverged
        ? Optional.of(new Failure(Main.DIVERGED, first(e)))
        : Optional.empty();
  }

  /** Failure of an out-of-memory error in this JVM or in another one. */
  private static Optional<Failure> outOfMemory(Throwable e) {
    return causes(e)
        .map(Throwable::toString)
        .map(OUT_OF_MEMORY::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(found -> outOfMemory(found.group(), e));
  }

  private static Failure outOfMemory(String told, Throwable e) {
    boolean remote =
        causes(e).anyMatch(cause -> ON_EXECUTOR.matcher(String.valueOf(cause.getMessage())).find());
    String where =
        remote
            ? "an executor (--executor-memory SIZE gives each more)"
            : "the driver, whose heap is %,d MiB (--driver-memory SIZE gives it more)"
                .formatted(Runtime.getRuntime().maxMemory() / MEBIBYTE);
    return new Failure(Main.OUT_OF_MEMORY, "out of memory: %s: %s".formatted(where, told));
  }

  private static String failed(Throwable e) {
    String line = "failed: " + e.getClass().getSimpleName() + ": " + first(e);
    return causes(e).anyMatch(LinkageError.class::isInstance)
        ? "%s (%s)".formatted(line, Platform.describe())
        : line;
  }

  private static String first(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}

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
 * The exit code of a command that failed, and the cause in one line.
 *
 * @param code one of {@link Main}'s
 */
record Failure(int code, String line) {
  /**
   * How Spark tells of a task, or of the process of an executor, that ran out of memory: Java's own
   * error, Spark's exit code for it, the words of YARN and of Kubernetes.
   */
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "java\\.lang\\.OutOfMemoryError[^\\n]*|exited with code:? 52\\b"
              + "|exceeding (physical )?memory limits|OOMKilled");

  /**
   * Spark numbers executors; the driver that computes by itself has a name in place of a number.
   */
  private static final Pattern ON_EXECUTOR = Pattern.compile("\\bexecutor \\d+\\b");

  private static final long MEBIBYTE = 1 << 20;

  /** That of an exception: the first among its causes that has a code of its own decides. */
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

  /** The error itself, or what is told of one in another JVM. */
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

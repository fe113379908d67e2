package treecast.app;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import treecast.config.SettingsException;
import treecast.data.DataException;
import treecast.extension.ExtensionException;
import treecast.training.Diverged;
import treecast.workflow.NotEnoughMemory;

/**
 * Exit code of a command that failed, and the cause in one line. {@code --help} lists the codes.
 *
 * @param code one of the constants, or 128 and the number of a signal
 * @param line the cause
 */
record ExitCode(int code, String line) {
  static final int FAILED = 1;
  static final int BAD_SETTINGS = 2;
  static final int BAD_DATA = 3;
  static final int DIVERGED = 4;
  static final int OUT_OF_MEMORY = 5;

  /**
   * Pattern of Spark's messages about a task or an executor that ran out of memory: Java's error,
   * Spark's exit code for it, and the messages of YARN and Kubernetes.
   */
  private static final Pattern MEMORY_ERROR =
      Pattern.compile(
          "java\\.lang\\.OutOfMemoryError[^\\n]*|exited with code:? 52\\b"
              + "|exceeding (physical )?memory limits|OOMKilled");

  /**
   * Pattern of an executor in Spark's messages; a driver without executors has a name instead of a
   * number.
   */
  private static final Pattern ON_EXECUTOR = Pattern.compile("\\bexecutor \\d+\\b");

  /**
   * Words of Spark's about a job whose context was stopped, as by a master that does not answer:
   * while the job ran, and before it.
   */
  private static final List<String> SHUT_DOWN =
      List.of(
          "cancelled because SparkContext was shut down",
          "Cannot call methods on a stopped SparkContext");

  /** Pattern of Spark's message about a task that failed as often as a task may. */
  private static final Pattern TASK_FAILURE =
      Pattern.compile(
          "Task (\\d+) in stage \\S+ failed (\\d+) times, most recent failure: Lost task [^(]*"
              + "\\(TID \\d+\\) \\((\\S+) executor (\\S+)\\): ([^\\n]*)");

  private static final long MEBIBYTE = 1 << 20;

  /** Exit code of an exception: the first cause with an exit code of its own decides. */
  static ExitCode of(Throwable e) {
    return causes(e)
        .flatMap(cause -> known(cause).stream())
        .findFirst()
        .or(() -> outOfMemory(e))
        .orElseGet(() -> new ExitCode(FAILED, failed(e)));
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
  }

  private static Optional<ExitCode> known(Throwable e) {
    if (e instanceof SettingsException || e instanceof ExtensionException) {
      return Optional.of(new ExitCode(BAD_SETTINGS, first(e)));
    }
    if (e instanceof DataException) {
      return Optional.of(new ExitCode(BAD_DATA, first(e)));
    }
    if (e instanceof NotEnoughMemory) {
      return Optional.of(new ExitCode(OUT_OF_MEMORY, first(e)));
    }
    return e instanceof Diverged ? Optional.of(new ExitCode(DIVERGED, first(e))) : Optional.empty();
  }

  /** Exit code of an out-of-memory error in this JVM or in another one. */
  private static Optional<ExitCode> outOfMemory(Throwable e) {
    return causes(e)
        .map(Throwable::toString)
        .map(MEMORY_ERROR::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(found -> outOfMemory(found.group(), e));
  }

  private static ExitCode outOfMemory(String told, Throwable e) {
    boolean remote =
        causes(e).anyMatch(cause -> ON_EXECUTOR.matcher(String.valueOf(cause.getMessage())).find());
    String where =
        remote
            ? "an executor (--executor-memory SIZE gives each more)"
            : "the driver, whose heap is %,d MiB (--driver-memory SIZE gives it more)"
                .formatted(Runtime.getRuntime().maxMemory() / MEBIBYTE);
    return new ExitCode(OUT_OF_MEMORY, "out of memory: %s: %s".formatted(where, told));
  }

  private static String failed(Throwable e) {
    if (causes(e).anyMatch(ExitCode::saysShutDown)) {
      return "failed: Spark ended before the work was done, for the reason that it gave above";
    }
    String line =
        "failed: " + task(e).orElseGet(() -> e.getClass().getSimpleName() + ": " + first(e));
    return causes(e).anyMatch(LinkageError.class::isInstance)
        ? "%s (%s)".formatted(line, Platform.describe())
        : line;
  }

  /** What became of a task that failed as often as a task may, if that is why a job ended. */
  private static Optional<String> task(Throwable e) {
    return causes(e)
        .map(cause -> TASK_FAILURE.matcher(String.valueOf(cause.getMessage())))
        .filter(Matcher::find)
        .findFirst()
        .map(
            found ->
                "task %s of a job failed%s on %s (executor %s): %s"
                    .formatted(
                        found.group(1),
                        times(found.group(2)),
                        found.group(3),
                        found.group(4),
                        found.group(5)));
  }

  private static String times(String count) {
    return count.equals("1") ? "" : " " + count + " times, the last time";
  }

  private static boolean saysShutDown(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return SHUT_DOWN.stream().anyMatch(message::contains);
  }

  private static String first(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}

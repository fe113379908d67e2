package treecast.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.util.ShutdownHookManager;
import treecast.workflow.Interruption;

/**
 * Ending of the process before its command ends: by a signal, or because a thread of Spark runs out
 * of memory, after which the command would wait forever. Spark is stopped as usual, and the cause
 * is the last line on standard error, because nothing else is printed after it.
 */
final class EarlyExit {
  /** Priority of the shutdown hook: the lowest, so that Hadoop runs it after those of Spark. */
  private static final int LAST = 0;

  /** Number that is added to a signal's number to get the exit code, as shells do. */
  private static final int BY_SIGNAL = 128;

  private static final Map<String, String> SIGNALS =
      Map.of(
          "INT", "interrupted (SIGINT, Ctrl-C)",
          "TERM", "terminated (SIGTERM)",
          "HUP", "hung up (SIGHUP: its terminal is gone)");

  /** How long a training may take for its checkpoint; schedulers kill after 30 seconds or so. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicBoolean signalled = new AtomicBoolean();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Interruption interruption;

  private EarlyExit(Interruption interruption) {
    this.interruption = interruption;
  }

  /**
   * Installs the handlers.
   *
   * @param interruption is told of a signal before the process ends
   */
  static void prepare(Interruption interruption) {
    EarlyExit exit = new EarlyExit(interruption);
    SIGNALS.forEach(
        (name, line) -> Signals.on(name, number -> exit.signalled(BY_SIGNAL + number, line)));
    Thread.setDefaultUncaughtExceptionHandler(exit::uncaught);
  }

  private void signalled(int code, String line) {
    if (signalled.getAndSet(true)) {
      // The second signal ends the process at once.
      Runtime.getRuntime().halt(code);
    }
    String more = interruption.request(PATIENCE).map(answer -> ": " + answer).orElse("");
    end(new ExitCode(code, line + more));
  }

  private void uncaught(Thread thread, Throwable e) {
    ExitCode failure = ExitCode.of(e);
    if (failure.code() == ExitCode.OUT_OF_MEMORY) {
      end(failure);
    } else {
      System.err.println("Exception in thread \"" + thread.getName() + "\"");
      e.printStackTrace();
    }
  }

  private void end(ExitCode failure) {
    if (begun.getAndSet(true)) {
      return;
    }
    PrintStream errors = System.err;
    try {
      ShutdownHookManager.get()
          .addShutdownHook(() -> errors.println("treecast: " + failure.line()), LAST);
    } catch (IllegalStateException e) {
      // The process is ending already.
      return;
    }
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    System.exit(failure.code());
  }
}

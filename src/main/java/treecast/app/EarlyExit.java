package treecast.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.util.ShutdownHookManager;

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

  private final AtomicBoolean begun = new AtomicBoolean();

  private EarlyExit() {}

  /** Installs the handlers. */
  static void prepare() {
    EarlyExit exit = new EarlyExit();
    SIGNALS.forEach(
        (name, line) ->
            Signals.on(name, number -> exit.end(new ExitCode(BY_SIGNAL + number, line))));
    Thread.setDefaultUncaughtExceptionHandler(exit::uncaught);
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
      // The second signal ends the process at once.
      Runtime.getRuntime().halt(failure.code());
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

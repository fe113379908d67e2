package treecast.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * How this process ends before its command does: by a signal, or by memory that runs out in a
 * thread of Spark's, which would leave the command waiting. Spark is stopped as it is at every end,
 * and the cause is the last line on standard error: nothing else is printed from then on.
 */
final class Ending {
  /** Hadoop runs the hooks of smaller numbers later, and Spark's among them. */
  private static final int LAST = 0;

  /** What a shell adds to a signal's number to make an exit code of it. */
  private static final int BY_SIGNAL = 128;

  private static final Map<String, String> SIGNALS =
      Map.of(
          "INT", "interrupted (SIGINT, Ctrl-C)",
          "TERM", "terminated (SIGTERM)",
          "HUP", "hung up (SIGHUP: its terminal is gone)");

  private final AtomicBoolean begun = new AtomicBoolean();

  private Ending() {}

  /** Prepares for all of them. */
  static void prepare() {
    Ending ending = new Ending();
    SIGNALS.forEach(
        (name, line) ->
            Signals.on(name, number -> ending.end(new Failure(BY_SIGNAL + number, line))));
    Thread.setDefaultUncaughtExceptionHandler(ending::uncaught);
  }

  private void uncaught(Thread thread, Throwable e) {
    Failure failure = Failure.of(e);
    if (failure.code() == Main.OUT_OF_MEMORY) {
      end(failure);
    } else {
      System.err.println("Exception in thread \"" + thread.getName() + "\"");
      e.printStackTrace();
    }
  }

  private void end(Failure failure) {
    if (begun.getAndSet(true)) {
      // Somebody who says it twice means at once.
      Runtime.getRuntime().halt(failure.code());
    }
    PrintStream errors = System.err;
    try {
      ShutdownHookManager.get()
          .addShutdownHook(() -> errors.println("treecast: " + failure.line()), LAST);
    } catch (IllegalStateException e) {
      // It has ended already.
      return;
    }
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    System.exit(failure.code());
  }
}

package treecast.workflow;

import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Terminal: standard output for progress displays, which may also be a file or a pipe, and a clock.
 * On a real terminal, lines are overwritten. Lines are cut off at the width of the terminal,
 * because a wrapped line could not be overwritten.
 *
 * @param interactive whether it is a real terminal, on which lines can be overwritten
 * @param nanos clock in nanoseconds with any origin
 */
public record Terminal(PrintStream out, boolean interactive, LongSupplier nanos) {
  private static final String ERASE_LINE = "\r\033[K";
  private static final String ERASE_BELOW = "\033[J";
  private static final String CUT_OFF = "\033[?7l";
  private static final String WRAP = "\033[?7h";

  /**
   * Terminal of this process; {@code scripts/treecast} sets a system property if it is interactive.
   */
  public static Terminal ofProcess() {
    return new Terminal(System.out, Boolean.getBoolean("treecast.terminal"), System::nanoTime);
  }

  /** Overwrites the current line; the cursor stays at its end. */
  void rewrite(String line) {
    out.print(ERASE_LINE + CUT_OFF + line + WRAP);
    out.flush();
  }

  /** Overwrites the current line with a final one and ends it. */
  void print(String line) {
    out.println(interactive ? ERASE_LINE + line : line);
  }

  /**
   * Overwrites several lines; the cursor is then in the line below them.
   *
   * @param shown number of lines above the cursor to overwrite
   */
  void replace(int shown, List<String> lines) {
    String up = shown > 0 ? "\033[" + shown + "A" + ERASE_BELOW : "";
    out.print(up + CUT_OFF);
    lines.forEach(out::println);
    out.print(WRAP);
    out.flush();
  }
}

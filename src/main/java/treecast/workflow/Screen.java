package treecast.workflow;

import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Where a command shows its progress: standard output, which may be a terminal, and the clock that
 * the display goes by. On a terminal lines are written anew in place; those longer than the
 * terminal is wide are cut off, as one that goes on in the next row could not be written over.
 *
 * @param terminal whether lines can be written over
 * @param nanos the clock, in nanoseconds from any moment
 */
public record Screen(PrintStream out, boolean terminal, LongSupplier nanos) {
  private static final String ERASE_LINE = "\r\033[K";
  private static final String ERASE_BELOW = "\033[J";
  private static final String CUT_OFF = "\033[?7l";
  private static final String WRAP = "\033[?7h";

  /** That of this process; {@code scripts/treecast} says in a property whether it is a terminal. */
  public static Screen ofProcess() {
    return new Screen(System.out, Boolean.getBoolean("treecast.terminal"), System::nanoTime);
  }

  /** Shows a line in the place of the one that the cursor is in, which is then at its end. */
  void rewrite(String line) {
    out.print(ERASE_LINE + CUT_OFF + line + WRAP);
    out.flush();
  }

  /** Ends what was shown in the cursor's line with a line that stays. */
  void print(String line) {
    out.println(terminal ? ERASE_LINE + line : line);
  }

  /**
   * Shows lines in the place of others; the cursor is then in the line below.
   *
   * @param shown how many lines above the cursor they replace
   */
  void replace(int shown, List<String> lines) {
    String up = shown > 0 ? "\033[" + shown + "A" + ERASE_BELOW : "";
    out.print(up + CUT_OFF);
    lines.forEach(out::println);
    out.print(WRAP);
    out.flush();
  }
}

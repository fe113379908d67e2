package treecast.optim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Length of a phase or an interval of a schedule: a number of steps or of epochs.
 *
 * @param amount the number, above 0; whole if it counts steps
 * @param inEpochs whether it counts epochs
 */
public record PhaseLength(BigDecimal amount, boolean inEpochs) {
  private static final Pattern STEPS = Pattern.compile("(\\d{1,9}) ?steps?");
  private static final Pattern EPOCHS = Pattern.compile("(\\d{1,9}(\\.\\d{1,9})?) ?epochs?");

  /**
   * Parses a length such as {@code 200 steps} or {@code 1.5 epochs}.
   *
   * @throws IllegalArgumentException if it is invalid
   */
  public static PhaseLength of(String text) {
    Matcher steps = STEPS.matcher(text);
    Matcher epochs = EPOCHS.matcher(text);
    if (steps.matches() || epochs.matches()) {
      boolean inEpochs = !steps.matches();
      PhaseLength length =
          new PhaseLength(new BigDecimal((inEpochs ? epochs : steps).group(1)), inEpochs);
      if (length.amount.signum() > 0) {
        return length;
      }
    }
    throw new IllegalArgumentException(
        "expected a length such as 200 steps or 1.5 epochs, found " + text);
  }

  /** Number of steps, including the one that completes the last epoch. */
  public long steps(int rows, int batch) {
    if (!inEpochs) {
      return amount.longValueExact();
    }
    return amount
        .multiply(BigDecimal.valueOf(rows))
        .divide(BigDecimal.valueOf(batch), 0, RoundingMode.CEILING)
        .longValueExact();
  }
}

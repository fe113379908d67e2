package treecast.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import treecast.training.Batches;

/**
 * The interval from one checkpoint to the next.
 *
 * @param amount above 0; whole where it counts steps
 */
public record CheckpointInterval(double amount, Unit unit) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(second|minute|hour|step|epoch)s?");

  /** What is counted. */
  public enum Unit {
    SECONDS,
    STEPS,
    EPOCHS
  }

  /**
   * Reads one, such as {@code 60 seconds}, {@code 500 steps} or {@code 1 epoch}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static CheckpointInterval of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (parts.matches()) {
      double amount = Double.parseDouble(parts.group(1));
      CheckpointInterval interval =
          switch (parts.group(2)) {
            case "step" -> new CheckpointInterval(amount, Unit.STEPS);
            case "epoch" -> new CheckpointInterval(amount, Unit.EPOCHS);
            case "minute" -> new CheckpointInterval(60 * amount, Unit.SECONDS);
            case "hour" -> new CheckpointInterval(3600 * amount, Unit.SECONDS);
            default -> new CheckpointInterval(amount, Unit.SECONDS);
          };
      if (amount > 0 && (interval.unit != Unit.STEPS || amount == Math.rint(amount))) {
        return interval;
      }
    }
    throw new IllegalArgumentException(
        "expected an interval such as 60 seconds, 500 steps or 1 epoch, found " + text);
  }

  /**
   * Whether a checkpoint is to follow a step. Steps and epochs count from the training's beginning,
   * seconds from the last checkpoint.
   *
   * @param last step of the last checkpoint, 0 for none
   * @param nanos nanoseconds since then
   */
  public boolean due(Batches batches, int last, int step, long nanos) {
    return switch (unit) {
      case SECONDS -> nanos >= 1e9 * amount;
      case STEPS -> (long) (step / amount) > (long) (last / amount);
      case EPOCHS ->
          (long) (batches.epochs(step) / amount) > (long) (batches.epochs(last) / amount);
    };
  }
}

package treecast.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a training records: the loss of every step and every evaluation. */
public final class History implements TrainingListener {

  /**
   * An evaluation.
   *
   * @param step steps taken before it
   */
  public record Entry(int step, Evaluation train, Evaluation test) {}

  private double[] losses = new double[1024];
  private int steps;
  private final List<Entry> records = new ArrayList<>();

  @Override
  public void stepped(int step, double rate, double loss, StepTimes times) {
    if (steps == losses.length) {
      losses = Arrays.copyOf(losses, 2 * steps);
    }
    losses[steps++] = loss;
  }

  @Override
  public void evaluated(int step, Evaluation train, Evaluation test) {
    records.add(new Entry(step, train, test));
  }

  /** The loss of each step. */
  public double[] losses() {
    return Arrays.copyOf(losses, steps);
  }

  /** The evaluations, in their order. */
  public List<Entry> records() {
    return List.copyOf(records);
  }

  /** The last evaluation. */
  public Entry last() {
    return records.get(records.size() - 1);
  }

  /**
   * SHA-256 of all that was recorded: the losses, then the training and test accuracy of each
   * evaluation, as little-endian doubles.
   */
  public String sha256() {
    ByteBuffer bytes =
        ByteBuffer.allocate((steps + 2 * records.size()) * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double loss : losses()) {
      bytes.putDouble(loss);
    }
    for (Entry entry : records) {
      bytes.putDouble(entry.train().accuracy()).putDouble(entry.test().accuracy());
    }
    return Sha256.of(bytes.array());
  }
}

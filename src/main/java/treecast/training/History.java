package treecast.training;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import treecast.data.Sha256;

/** History of a training: the loss of every step, and all evaluations. */
public final class History implements TrainingListener, Serializable {
  private static final long serialVersionUID = 1L;
  private static final long NOT_TESTED = 0xFFF8_0000_0000_0000L;

  /**
   * Entry for an evaluation.
   *
   * @param step number of steps taken before it
   */
  public record Entry(int step, Evaluations evaluations) implements Serializable {
    public Evaluation train() {
      return evaluations.train();
    }

    public Evaluation validation() {
      return evaluations.validation();
    }

    public Evaluation test() {
      return evaluations.test();
    }
  }

  private int first;
  private double[] losses = {};
  private int steps;
  private final ArrayList<Entry> records = new ArrayList<>();
  private final ArrayList<Divergence> divergences = new ArrayList<>();

  /**
   * One that was recorded before.
   *
   * @param losses of each step, from the first; not copied
   * @param records the evaluations, in their order
   */
  static History of(double[] losses, List<Entry> records) {
    return of(losses, records, List.of());
  }

  /**
   * One that was recorded before.
   *
   * @param divergences after which the training went back, in their order
   */
  static History of(double[] losses, List<Entry> records, List<Divergence> divergences) {
    History history = new History();
    history.divergences.addAll(divergences);
    history.losses = losses;
    history.steps = losses.length;
    history.records.addAll(records);
    return history;
  }

  /** The same as it stands, which goes on by itself. */
  public History copy() {
    History copy = of(losses(), records, divergences);
    copy.first = first;
    return copy;
  }

  @Override
  public void stepped(int step, double rate, double loss, StepTimes times) {
    if (steps == 0) {
      first = step - 1;
    }
    if (steps == losses.length) {
      losses = Arrays.copyOf(losses, Math.max(1024, 2 * steps));
    }
    losses[steps++] = loss;
  }

  @Override
  public void evaluated(int step, Evaluations evaluations) {
    records.add(new Entry(step, evaluations));
  }

  @Override
  public void wentBack(Divergence divergence) {
    steps = Math.min(steps, Math.max(0, divergence.back() - first));
    records.removeIf(entry -> entry.step() > divergence.back());
    divergences.add(divergence);
  }

  /**
   * Replays the history: calls a listener as if the training ran again, with step times of zero.
   */
  public void replay(TrainingPlan plan, TrainingListener listener) {
    int next = 0;
    int back = 0;
    for (int step = 1; step <= steps + 1; step++) {
      while (back < divergences.size() && divergences.get(back).back() == step - 1) {
        listener.wentBack(divergences.get(back++));
      }
      if (step > steps) {
        return;
      }
      double rate = plan.update().rateAt(step - 1, back);
      listener.stepped(step, rate, losses[step - 1], StepTimes.NONE);
      if (next < records.size() && records.get(next).step() == step) {
        listener.evaluated(step, records.get(next++).evaluations());
      }
    }
  }

  /**
   * Learning rate of one of its steps.
   *
   * @param step index of the step, from 0
   */
  public double rateAt(TrainingPlan plan, int step) {
    long before = divergences.stream().filter(divergence -> divergence.back() <= step).count();
    return plan.update().rateAt(step, (int) before);
  }

  /** Divergences after which the training went back, in their order. */
  public List<Divergence> divergences() {
    return List.copyOf(divergences);
  }

  /** Number of steps. */
  public int steps() {
    return steps;
  }

  /** The loss of each step. */
  public double[] losses() {
    return Arrays.copyOf(losses, steps);
  }

  /** Entries for all evaluations, in their order. */
  public List<Entry> records() {
    return List.copyOf(records);
  }

  /** Entry for the last evaluation. */
  public Entry last() {
    return records.get(records.size() - 1);
  }

  /**
   * SHA-256 of the history: the losses, then the training, test and (if there is one) validation
   * accuracy of each evaluation, as little-endian doubles. The test accuracy of no rows is the NaN
   * that x86 processors compute.
   */
  public String sha256() {
    ByteBuffer bytes =
        ByteBuffer.allocate((steps + 3 * records.size()) * Double.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double loss : losses()) {
      bytes.putDouble(loss);
    }
    for (Entry entry : records) {
      bytes.putDouble(entry.train().accuracy());
      bytes.putLong(
          entry.evaluations().tested()
              ? Double.doubleToRawLongBits(entry.test().accuracy())
              : NOT_TESTED);
      if (entry.evaluations().validated()) {
        bytes.putDouble(entry.validation().accuracy());
      }
    }
    return Sha256.of(Arrays.copyOf(bytes.array(), bytes.position()));
  }
}

package treecast.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.TreeMap;
import treecast.data.Shard;
import treecast.training.Evaluation;
import treecast.training.Evaluations;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/**
 * Times a training, evaluations excluded: it looks at the test rows every so many steps with the
 * clock stopped, and notes when each accuracy is reached.
 */
final class TrainingClock implements TrainingListener {
  private static final int EVERY = 25;
  private static final double[] WANTED = {0.97, 0.98};

  private final TrainingPlan plan;
  private final TrainingState state;
  private final List<Shard> test;
  private final double longest;
  private final TreeMap<Double, Double> reached = new TreeMap<>();
  private final TreeMap<Integer, Double> seconds = new TreeMap<>();
  private final TreeMap<Double, Double> sinceStart = new TreeMap<>();
  private double accuracy;
  private long trained;
  private long resumed;

  /**
   * A clock that is not running yet.
   *
   * @param longest seconds after which the training is ended whatever it has reached
   */
  TrainingClock(TrainingPlan plan, TrainingState state, List<Shard> test, double longest) {
    this.plan = plan;
    this.state = state;
    this.test = test;
    this.longest = longest;
  }

  /** Starts it. */
  void start() {
    resumed = System.nanoTime();
  }

  @Override
  public void stepped(int step, double rate, double loss, StepTimes times) {
    trained += System.nanoTime() - resumed;
    seconds.put(step, trained / 1e9);
    if (step % EVERY == 0) {
      look();
    }
    resumed = System.nanoTime();
  }

  @Override
  public void evaluated(int step, Evaluations evaluations) {
    resumed = System.nanoTime();
  }

  private void look() {
    accuracy =
        Evaluation.total(
                test.parallelStream().map(s -> Evaluation.of(state.scorer(plan), s)).toList())
            .accuracy();
    for (double wanted : WANTED) {
      if (accuracy >= wanted) {
        reached.putIfAbsent(wanted, trained / 1e9);
        sinceStart.putIfAbsent(wanted, sinceStart());
      }
    }
    if (trained / 1e9 > longest) {
      throw new StopMeasuring();
    }
  }

  /** Seconds of training up to each accuracy that was reached. */
  TreeMap<Double, Double> reached() {
    return reached;
  }

  /** Seconds from the start of this JVM to each accuracy, looking at the test rows included. */
  TreeMap<Double, Double> fromStart() {
    return sinceStart;
  }

  /** Seconds since the command, by the environment variable BEGUN, else since this JVM started. */
  static double sinceCommand() {
    String begun = System.getenv("BEGUN");
    return begun == null
        ? sinceStart()
        : System.currentTimeMillis() / 1e3 - Double.parseDouble(begun);
  }

  /** Seconds since this JVM started. */
  static double sinceStart() {
    return (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
  }

  /** Test accuracy when last looked at. */
  double accuracy() {
    return accuracy;
  }

  /** Seconds of training so far. */
  double seconds() {
    return trained / 1e9;
  }

  /** Seconds after so many steps. */
  double seconds(int step) {
    return seconds.get(step);
  }

  /** Seconds of a step once the machine is warm: the mean over the last half. */
  double hotStep() {
    int last = seconds.lastKey();
    int half = last / 2;
    return (seconds.get(last) - seconds.get(half)) / (last - half);
  }

  int steps() {
    return seconds.lastKey();
  }
}

package treecast.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.SparkContext;
import treecast.cluster.ShardedData;
import treecast.cluster.SparkEngine;
import treecast.training.Evaluations;
import treecast.training.GradientTimes;
import treecast.training.StepTimes;
import treecast.training.Trainer;
import treecast.training.TrainingListener;
import treecast.training.TrainingPlan;
import treecast.training.TrainingState;

/** Times whole steps on Spark, from one to the next; all figures are medians in milliseconds. */
final class StepClock implements TrainingListener {

  private record Times(double step, double slowest, double computation) {}

  private final int warm;
  private final int timed;
  private final int cores;
  private final List<Times> times = new ArrayList<>();
  private long last = System.nanoTime();
  private Link begin = Link.now();
  private Link end = begin;

  private StepClock(int warm, int timed, int cores) {
    this.warm = warm;
    this.timed = timed;
    this.cores = cores;
  }

  /**
   * Takes steps.
   *
   * @param warm steps before the first timed one
   * @param timed steps that count
   */
  static StepClock measure(
      SparkContext spark, ShardedData rows, TrainingPlan plan, int warm, int timed) {
    StepClock clock = new StepClock(warm, timed, spark.defaultParallelism());
    try {
      new Trainer(plan, new SparkEngine(spark, rows, rows)).run(TrainingState.initial(plan), clock);
    } catch (StopMeasuring e) {
      // As wanted.
    }
    return clock;
  }

  @Override
  public void stepped(int step, double rate, double loss, StepTimes parts) {
    long now = System.nanoTime();
    if (step == warm) {
      begin = Link.now();
    }
    if (step > warm) {
      GradientTimes work = parts.gradient();
      double slowest = work.slowest() / 1e6;
      double all = (work.gather() + work.forward() + work.backward()) / 1e6 / cores;
      times.add(new Times((now - last) / 1e6, slowest, Math.max(slowest, all)));
    }
    if (times.size() == timed) {
      end = Link.now();
      throw new StopMeasuring();
    }
    last = System.nanoTime();
  }

  @Override
  public void evaluated(int step, Evaluations evaluations) {
    last = System.nanoTime();
  }

  /** A whole step. */
  double step() {
    return median(Times::step);
  }

  /** The slowest task's computation. */
  double slowest() {
    return median(Times::slowest);
  }

  /** What the computation takes at least: the slowest task, or all tasks over all cores. */
  double computation() {
    return median(Times::computation);
  }

  /** The step without its computation. */
  double added() {
    return median(t -> t.step() - t.computation());
  }

  /** Bytes of the timed steps over this host's link. */
  Link link() {
    return end.since(begin);
  }

  private double median(ToDoubleFunction<Times> of) {
    double[] values = times.stream().mapToDouble(of).sorted().toArray();
    return values[values.length / 2];
  }
}

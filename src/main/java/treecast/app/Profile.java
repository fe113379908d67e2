package treecast.app;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;

/**
 * A table of where the steps of a run spent their time: medians over the second half of the steps,
 * when the JIT has seen them. What stands last are sums over all shards, which run side by side;
 * the other rows follow one another and add up to the step.
 */
final class Profile implements TrainingListener {
  private final List<StepTimes> times = new ArrayList<>();

  @Override
  public void stepped(int step, double rate, double loss, StepTimes taken) {
    times.add(taken);
  }

  /** Prints the table. */
  void print(PrintStream out) {
    double total = median(StepTimes::total);
    out.printf("%-34s %9s %7s%n", "part of a step (median)", "ms", "share");
    line(out, "broadcast of the weights", median(StepTimes::broadcast), total);
    line(out, "slowest task", median(t -> t.work().slowest()), total);
    line(out, "scheduling, transport, merge", median(t -> t.summing() - t.work().slowest()), total);
    line(out, "update by the optimizer", median(StepTimes::update), total);
    line(out, "the step", total, total);
    out.println("of which, summed over all shards:");
    line(out, "gather", median(t -> t.work().gather()), total);
    line(out, "forward", median(t -> t.work().forward()), total);
    line(out, "backward", median(t -> t.work().backward()), total);
    line(out, "joining of sums", median(t -> t.work().joining()), total);
    line(out, "serialisation of sums", median(t -> t.work().serialising()), total);
  }

  private static void line(PrintStream out, String name, double nanos, double total) {
    out.printf("%-34s %9.3f %6.1f%%%n", name, nanos / 1e6, 100 * nanos / total);
  }

  private double median(ToLongFunction<StepTimes> part) {
    long[] values = times.stream().skip(times.size() / 2).mapToLong(part).sorted().toArray();
    return values[values.length / 2];
  }
}

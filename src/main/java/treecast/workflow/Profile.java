package treecast.workflow;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import treecast.report.Block;
import treecast.report.Plain;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;

/**
 * A table of where the steps of a run spent their time: medians over the second half of the steps,
 * when the JIT has seen them. What stands last are sums over all shards, which run side by side;
 * the other rows follow one another and add up to the step.
 */
final class Profile implements TrainingListener {
  /** Steps remembered; of a longer run every second one, every fourth, ... */
  private static final int MAX = 1 << 13;

  private final List<StepTimes> times = new ArrayList<>();
  private int stride = 1;

  /** A part of a step and what it takes of the whole. */
  private record Line(String part, double millis, double percent) {}

  @Override
  public void stepped(int step, double rate, double loss, StepTimes taken) {
    if (step % stride == 0) {
      times.add(taken);
    }
    if (times.size() == MAX) {
      List<StepTimes> all = List.copyOf(times);
      times.clear();
      for (int i = 1; i < MAX; i += 2) {
        times.add(all.get(i));
      }
      stride *= 2;
    }
  }

  /** Prints the table. */
  void print(PrintStream out) {
    out.printf("%-34s %9s %7s%n", "part of a step (median)", "ms", "share");
    inTurn().forEach(line -> print(out, line));
    out.println("of which, summed over all shards:");
    sideBySide().forEach(line -> print(out, line));
  }

  private static void print(PrintStream out, Line line) {
    out.printf("%-34s %9.3f %6.1f%%%n", line.part, line.millis, line.percent);
  }

  /** The table in a report. */
  Block.Table table() {
    Stream<Line> shards =
        sideBySide().stream()
            .map(line -> new Line("over all shards: " + line.part, line.millis, line.percent));
    return new Block.Table(
        "Medians over the second half of the steps",
        List.of("part", "ms", "share"),
        Stream.concat(inTurn().stream(), shards)
            .map(
                line ->
                    List.of(
                        line.part,
                        Plain.of("%.3f", line.millis),
                        Plain.percent(line.percent / 100)))
            .toList());
  }

  private List<Line> inTurn() {
    return List.of(
        line("broadcast of the weights", StepTimes::broadcast),
        line("slowest task", t -> t.work().slowest()),
        line("scheduling, transport, merge", t -> t.summing() - t.work().slowest()),
        line("update by the optimizer", StepTimes::update),
        line("the step", StepTimes::total));
  }

  private List<Line> sideBySide() {
    return List.of(
        line("gather", t -> t.work().gather()),
        line("forward", t -> t.work().forward()),
        line("backward", t -> t.work().backward()),
        line("joining of sums", t -> t.work().joining()),
        line("serialisation of sums", t -> t.work().serialising()));
  }

  private Line line(String name, ToLongFunction<StepTimes> part) {
    double nanos = median(part);
    return new Line(name, nanos / 1e6, 100 * nanos / median(StepTimes::total));
  }

  private double median(ToLongFunction<StepTimes> part) {
    long[] values = times.stream().skip(times.size() / 2).mapToLong(part).sorted().toArray();
    return values[values.length / 2];
  }
}

package treecast.workflow;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import treecast.report.Block;
import treecast.report.TextFormat;
import treecast.training.StepTimes;
import treecast.training.TrainingListener;

/**
 * Profile of the steps of a run: a table of medians over the second half of the steps, when the JIT
 * has compiled the code. The first rows are consecutive and add up to the step; the last rows are
 * sums over all shards, which are computed in parallel.
 */
final class Profile implements TrainingListener {
  /** Maximum number of recorded steps; of a longer run every second one, every fourth, ... */
  private static final int MAX = 1 << 13;

  private final List<StepTimes> times = new ArrayList<>();
  private int stride = 1;

  /** Row of the table: part of a step, its duration and its percentage of the whole. */
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

  /**
   * Prints the table of the profile.
   *
   * @param computedBy what has computed the gradients
   */
  void print(PrintStream out, String computedBy) {
    out.println("gradients computed by " + computedBy);
    out.printf("%-34s %9s %7s%n", "part of a step (median)", "ms", "share");
    inTurn().forEach(line -> print(out, line));
    out.println("of which, summed over all shards:");
    sideBySide().forEach(line -> print(out, line));
  }

  private static void print(PrintStream out, Line line) {
    out.printf("%-34s %9.3f %6.1f%%%n", line.part, line.millis, line.percent);
  }

  /** Table of the profile for a report. */
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
                        TextFormat.of("%.3f", line.millis),
                        TextFormat.percent(line.percent / 100)))
            .toList());
  }

  private List<Line> inTurn() {
    return List.of(
        line("broadcast of the weights", StepTimes::broadcast),
        line("slowest task", t -> t.gradient().slowest()),
        line("scheduling, transport, merge", t -> t.summing() - t.gradient().slowest()),
        line("update by the optimizer", StepTimes::update),
        line("the step", StepTimes::total));
  }

  private List<Line> sideBySide() {
    return List.of(
        line("gather", t -> t.gradient().gather()),
        line("forward", t -> t.gradient().forward()),
        line("backward", t -> t.gradient().backward()),
        line("joining of sums", t -> t.gradient().joining()),
        line("serialisation of sums", t -> t.gradient().serialising()));
  }

  private Line line(String name, ToLongFunction<StepTimes> part) {
    double nanos = median(part);
    // Of a run that goes on behind its last step there is no step to time.
    double total = Math.max(1, median(StepTimes::total));
    return new Line(name, nanos / 1e6, 100 * nanos / total);
  }

  private double median(ToLongFunction<StepTimes> part) {
    long[] values = times.stream().skip(times.size() / 2).mapToLong(part).sorted().toArray();
    return values.length == 0 ? 0 : values[values.length / 2];
  }
}

package treecast.app;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import treecast.search.Hyperband;
import treecast.search.Ranking;
import treecast.search.Result;
import treecast.search.Round;
import treecast.search.Sweep;

/**
 * Tells how far a sweep is: a terminal has a table of the best ten that is written anew; anything
 * else gets a line for each round and for each tenth of it.
 */
final class SweepProgress implements Sweep.Listener {
  private static final long REDRAW_NANOS = 300_000_000;
  private static final int BEST = 10;

  private final PrintStream out;
  private final boolean terminal;
  private final boolean quiet;
  private final List<Result> results = new ArrayList<>();
  private int size;
  private int done;
  private int ran;
  private long start;
  private long drawn;
  private int lines;

  SweepProgress(PrintStream out, boolean terminal, boolean quiet) {
    this.out = out;
    this.terminal = terminal;
    this.quiet = quiet;
  }

  @Override
  public void began(int round, Round trials, List<Result> known) {
    results.addAll(known);
    size = trials.proposals().size();
    done = known.size();
    ran = 0;
    start = System.nanoTime();
    lines = 0;
    if (!quiet) {
      out.printf(
          "round %d: %d trials in %s%s%n",
          round + 1,
          size,
          trials.space().describe(),
          done > 0 ? " (%d of them done before)".formatted(done) : "");
      trials.reasons().forEach(reason -> out.println("  " + reason));
    }
  }

  @Override
  public void finished(Result result) {
    results.add(result);
    done++;
    ran++;
    if (quiet) {
      return;
    }
    if (terminal) {
      draw();
    } else if (done == size || done * BEST / size > (done - 1) * BEST / size) {
      String best = best(1).get(0);
      out.printf("%4d of %d trials, %.0f s left, best %s%n", done, size, secondsLeft(), best);
    }
  }

  /** Of this round, at the pace so far. */
  private double secondsLeft() {
    return (System.nanoTime() - start) / 1e9 / ran * (size - done);
  }

  private void draw() {
    if (done < size && System.nanoTime() - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = System.nanoTime();
    if (lines > 0) {
      out.printf("\033[%dA\033[J", lines);
    }
    List<String> table = best(BEST);
    out.printf("%d of %d trials, %.0f s left%n", done, size, secondsLeft());
    table.forEach(out::println);
    out.flush();
    lines = table.size() + 1;
  }

  /** The best trials, a line each. */
  List<String> best(int most) {
    return Ranking.ofTrials(Hyperband.latest(results), result -> result).stream()
        .limit(most)
        .map(SweepProgress::told)
        .toList();
  }

  private static String told(Result result) {
    String score =
        result.scored()
            ? "%.4f%s"
                .formatted(
                    result.score(),
                    result.repetitions().size() > 1 ? " +- %.4f".formatted(result.spread()) : "")
            : result.ending().toString();
    return "%s  trial %d  %s".formatted(score, result.trial(), result.point());
  }
}

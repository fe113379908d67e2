package treecast.workflow;

import java.util.ArrayList;
import java.util.List;
import treecast.search.Ranking;
import treecast.search.Result;
import treecast.search.Round;
import treecast.search.Sweep;

/**
 * Tells how far a sweep is: a terminal has a table of the best ten that is written anew; anything
 * else gets a line for each round and for each tenth of it.
 */
public final class SweepProgress implements Sweep.Listener {
  private static final long REDRAW_NANOS = 300_000_000;
  private static final int BEST = 10;

  private final Screen screen;
  private final boolean quiet;
  private final List<Result> results = new ArrayList<>();
  private int size;
  private int done;
  private int ran;
  private long start;
  private long drawn;
  private int lines;

  public SweepProgress(Screen screen, boolean quiet) {
    this.screen = screen;
    this.quiet = quiet;
  }

  @Override
  public void began(int round, Round trials, List<Result> known) {
    results.addAll(known);
    size = trials.proposals().size();
    done = known.size();
    ran = 0;
    start = screen.nanos().getAsLong();
    lines = 0;
    if (!quiet) {
      screen.print(
          "round %d: %d trials in %s%s"
              .formatted(
                  round + 1,
                  size,
                  trials.space().describe(),
                  done > 0 ? " (%d of them done before)".formatted(done) : ""));
      trials.reasons().forEach(reason -> screen.print("  " + reason));
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
    if (screen.terminal()) {
      draw();
    } else if (done == size || done * BEST / size > (done - 1) * BEST / size) {
      String best = best(1).get(0);
      screen.print(
          "%4d of %d trials, %.0f s left, best %s".formatted(done, size, secondsLeft(), best));
    }
  }

  /** Of this round, at the pace so far. */
  private double secondsLeft() {
    return (screen.nanos().getAsLong() - start) / 1e9 / ran * (size - done);
  }

  private void draw() {
    if (done < size && screen.nanos().getAsLong() - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = screen.nanos().getAsLong();
    List<String> table = new ArrayList<>();
    table.add("%d of %d trials, %.0f s left".formatted(done, size, secondsLeft()));
    table.addAll(best(BEST));
    screen.replace(lines, table);
    lines = table.size();
  }

  /** The best trials, a line each. */
  List<String> best(int max) {
    return Ranking.ofTrials(Ranking.latest(results), result -> result).stream()
        .limit(max)
        .map(SweepProgress::line)
        .toList();
  }

  private static String line(Result result) {
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

package treecast.workflow;

import java.util.ArrayList;
import java.util.List;
import treecast.search.Ranking;
import treecast.search.Result;
import treecast.search.Round;
import treecast.search.Sweep;

/**
 * Progress display of a sweep: an updated table of the ten best trials on a terminal, otherwise one
 * line for each round and each tenth of it.
 */
public final class SweepProgress implements Sweep.Listener {
  private static final long REDRAW_NANOS = 300_000_000;
  private static final int BEST = 10;

  private final Terminal terminal;
  private final boolean quiet;
  private final List<Result> results = new ArrayList<>();
  private int size;
  private int done;
  private int ran;
  private long start;
  private long drawn;
  private int lines;

  public SweepProgress(Terminal terminal, boolean quiet) {
    this.terminal = terminal;
    this.quiet = quiet;
  }

  @Override
  public void began(int round, Round trials, List<Result> known) {
    results.addAll(known);
    size = trials.proposals().size();
    done = known.size();
    ran = 0;
    start = terminal.nanos().getAsLong();
    lines = 0;
    if (!quiet) {
      terminal.print(
          "round %d: %d trials in %s%s"
              .formatted(
                  round + 1,
                  size,
                  trials.space().describe(),
                  done > 0 ? " (%d of them done before)".formatted(done) : ""));
      trials.reasons().forEach(reason -> terminal.print("  " + reason));
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
    if (terminal.interactive()) {
      draw();
    } else if (done == size || done * BEST / size > (done - 1) * BEST / size) {
      String best = best(1).get(0);
      terminal.print(
          "%4d of %d trials, %.0f s left, best %s".formatted(done, size, secondsLeft(), best));
    }
  }

  /** Estimated seconds until the end of the round. */
  private double secondsLeft() {
    return (terminal.nanos().getAsLong() - start) / 1e9 / ran * (size - done);
  }

  private void draw() {
    if (done < size && terminal.nanos().getAsLong() - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = terminal.nanos().getAsLong();
    List<String> table = new ArrayList<>();
    table.add("%d of %d trials, %.0f s left".formatted(done, size, secondsLeft()));
    table.addAll(best(BEST));
    terminal.replace(lines, table);
    lines = table.size();
  }

  /** Best trials, one line for each. */
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

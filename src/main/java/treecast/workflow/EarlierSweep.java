package treecast.workflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.config.PlanFormat;
import treecast.config.SamplerSettings;
import treecast.config.SettingsException;
import treecast.config.SweepSettings;
import treecast.data.DataException;
import treecast.data.Paths;
import treecast.data.Storage;
import treecast.search.Dimension;
import treecast.search.Interval;
import treecast.search.Ledger;
import treecast.search.Narrowing;
import treecast.search.Range;
import treecast.search.SearchSpace;

/**
 * Earlier sweep whose results a new one begins with: its ranges are narrowed around the best trials
 * of the earlier one.
 *
 * @param location its directory or URI, or a folder of sweeps, of which the last complete one is
 *     used
 * @param notes receives lines for the user
 */
record EarlierSweep(Storage storage, String location, Consumer<String> notes) {

  /** Plan with the ranges that the next round of the earlier sweep would have. */
  SweepPlan inherit(SweepSettings wanted, SweepPlan fresh) throws IOException {
    Optional<String> path = latestSweep();
    if (path.isEmpty()) {
      notes.accept(
          location + ": no sweep in it has finished with a winner, so no ranges are taken over");
      return fresh;
    }
    Ledger earlier = open(path.get());
    SweepPlan then = SweepPlan.parse(earlier.plan().orElseThrow(), path.get());
    Narrowing narrowing =
        wanted
            .sampler()
            .narrowing()
            .orElseGet(() -> SamplerSettings.narrowing(PlanFormat.of(fresh.wanted())));
    SearchSpace begun =
        new SearchSpace(
            fresh.space().dimensions().stream().map(d -> inherited(d, then.space())).toList());
    Narrowing.Narrowed narrowed = narrowing.narrow(fresh.space(), begun, earlier.latest());
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "%s: took over the ranges of %d trials".formatted(path.get(), earlier.latest().size()));
    reasons.addAll(narrowed.reasons());
    reasons.forEach(notes);
    return new SweepPlan(
        fresh.wanted(), fresh.data(), narrowed.space(), 1, List.of(), location, reasons);
  }

  /** Finds the sweep: the given one, or the last complete one of a folder. */
  private Optional<String> latestSweep() throws IOException {
    if (open(location).plan().isPresent()) {
      return Optional.of(location);
    }
    Path folder = Paths.of(location);
    FileSystem files = storage.of(folder);
    if (!files.exists(folder)) {
      throw new DataException(
          "--since: expected a sweep or a folder of them, found none at " + location);
    }
    List<String> paths = new ArrayList<>();
    for (FileStatus entry : files.listStatus(folder)) {
      paths.add(entry.getPath().toString());
    }
    paths.sort(Comparator.reverseOrder());
    for (String path : paths) {
      if (hasWinner(open(path), path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private Ledger open(String sweep) throws IOException {
    return Ledger.open(storage, sweep + "/" + Ledger.DIRECTORY, notes);
  }

  /** Whether a sweep has finished with a winner. */
  private boolean hasWinner(Ledger ledger, String where) {
    try {
      return ledger
          .plan()
          .map(text -> hasWinner(ledger, SweepPlan.parse(text, where)))
          .orElse(false);
    } catch (SettingsException | DataException e) {
      notes.accept("%s: left out (%s)".formatted(where, e.getMessage()));
      return false;
    }
  }

  private static boolean hasWinner(Ledger ledger, SweepPlan plan) {
    SweepFiles earlier = SweepFiles.of(plan, ledger);
    return earlier.record().complete() && earlier.table().winner().isPresent();
  }

  /**
   * Range of a setting, restricted to its range in the earlier sweep if there is a comparable one.
   */
  private static Dimension inherited(Dimension today, SearchSpace then) {
    Optional<Range> before = then.dimension(today.path()).map(Dimension::range);
    if (today.range() instanceof Interval now
        && before.isPresent()
        && before.get() instanceof Interval earlier
        && now.logarithmic() == earlier.logarithmic()
        && now.whole() == earlier.whole()) {
      double from = Math.max(now.from(), earlier.from());
      double to = Math.min(now.to(), earlier.to());
      if (from < to) {
        return new Dimension(
            today.path(),
            new Interval(from, to, now.logarithmic(), now.whole()),
            today.condition());
      }
    }
    return today;
  }
}

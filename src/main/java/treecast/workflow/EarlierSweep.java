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
 * @param place its directory or URI, or a folder of sweeps, of which the last complete one counts
 * @param notes what is told in lines
 */
record EarlierSweep(Storage storage, String place, Consumer<String> notes) {

  /** The plan with the ranges that a next round of the earlier sweep would have. */
  SweepPlan inherit(SweepSettings wanted, SweepPlan fresh) throws IOException {
    Optional<String> night = lastNight();
    if (night.isEmpty()) {
      notes.accept(
          place + ": no sweep there has come to its end with a winner, so nothing is taken over");
      return fresh;
    }
    Ledger earlier = open(night.get());
    SweepPlan then = SweepPlan.parse(earlier.plan().orElseThrow(), night.get());
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
        "%s: took over the ranges that %d trials give"
            .formatted(night.get(), earlier.latest().size()));
    reasons.addAll(narrowed.reasons());
    reasons.forEach(notes);
    return new SweepPlan(
        fresh.wanted(), fresh.data(), narrowed.space(), 1, List.of(), place, reasons);
  }

  /** The sweep that is meant: it may be one of several in a folder, the last that is complete. */
  private Optional<String> lastNight() throws IOException {
    if (open(place).plan().isPresent()) {
      return Optional.of(place);
    }
    Path folder = Paths.of(place);
    FileSystem files = storage.of(folder);
    if (!files.exists(folder)) {
      throw new DataException(
          "--since: expected a sweep or a folder of them, found none at " + place);
    }
    List<String> nights = new ArrayList<>();
    for (FileStatus entry : files.listStatus(folder)) {
      nights.add(entry.getPath().toString());
    }
    nights.sort(Comparator.reverseOrder());
    for (String night : nights) {
      if (hasWinner(open(night), night)) {
        return Optional.of(night);
      }
    }
    return Optional.empty();
  }

  private Ledger open(String sweep) throws IOException {
    return Ledger.open(storage, sweep + "/" + Ledger.DIRECTORY, notes);
  }

  /** Whether a sweep has come to its end, and to a winner. */
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
    SweepFiles night = SweepFiles.of(plan, ledger);
    return night.record().complete() && night.table().winner().isPresent();
  }

  /** What of a range an earlier night still searched; all of it where that cannot be said. */
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

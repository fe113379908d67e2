package treecast.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.Storage;
import treecast.search.Dimension;
import treecast.search.Interval;
import treecast.search.Ledger;
import treecast.search.Narrowing;
import treecast.search.Range;
import treecast.search.Result;
import treecast.search.SearchSpace;
import treecast.training.TrialStatus;

/**
 * How a sweep stands to what was found before it: in its own ledger, and in those of other nights.
 */
record SweepHistory(
    Storage storage, Ledger ledger, boolean extend, String since, Consumer<String> notes) {
  /** What would be the same again. */
  private static final Set<TrialStatus> ADOPTED =
      Set.of(TrialStatus.FINISHED, TrialStatus.DIVERGED);

  /**
   * The plan that holds from now on, which then stands in the ledger.
   *
   * @throws SettingsException if the ledger has another one that may not be changed into this
   */
  SweepPlan plan(SweepSettings wanted, SweepPlan fresh) throws IOException {
    Optional<String> text = ledger.plan();
    if (text.isEmpty()) {
      if (!ledger.latest().isEmpty()) {
        throw new DataException(
            "%s: expected the plan of the %d results there, found none that is whole; another --out"
                    .formatted(ledger, ledger.latest().size())
                + " begins anew");
      }
      SweepPlan begun = since.isEmpty() ? fresh : sinceThen(wanted, fresh);
      ledger.writePlan(begun.text());
      return begun;
    }
    SweepPlan held = SweepPlan.parse(text.get(), ledger.toString());
    Set<String> differences = held.differences(fresh);
    if (differences.isEmpty()) {
      return held;
    }
    requireExtension(held, fresh, differences);
    SweepPlan extended = extended(held, fresh, differences);
    ledger.writePlan(extended.text());
    return extended;
  }

  private void requireExtension(SweepPlan held, SweepPlan fresh, Set<String> differences) {
    boolean extends_ = differences.stream().allMatch(SweepHistory::mayBeExtended);
    if (!extend || !extends_) {
      throw new SettingsException(
          "%s: expected the plan of this ledger, found %s (%s)"
              .formatted(
                  ledger,
                  held.told(differences, fresh),
                  extends_
                      ? "--extend accepts it, another --out begins anew"
                      : "another --out begins anew"));
    }
  }

  private static boolean mayBeExtended(String path) {
    return path.equals("trials")
        || path.equals("timeLimit")
        || path.equals("sampler")
        || path.startsWith("sampler.")
        || path.startsWith(SpaceSettings.KEY + ".");
  }

  /** More trials only add to those that there are; anything else begins anew and adopts them. */
  private SweepPlan extended(SweepPlan held, SweepPlan fresh, Set<String> differences) {
    int before = held.settings().trials();
    int now = fresh.settings().trials();
    if (differences.equals(Set.of("trials")) && now > before) {
      notes.accept("%s: extended from %d to %d trials".formatted(ledger, before, now));
      return new SweepPlan(
          fresh.wanted(),
          held.data(),
          held.space(),
          held.first(),
          held.adopted(),
          held.since(),
          held.reasons());
    }
    int epochs = fresh.settings().plan().epochs();
    List<Integer> adopted = adopted(fresh.space(), epochs);
    int last = ledger.latest().stream().mapToInt(Result::trial).max().orElse(0);
    String told =
        "%s: extended (%s): %d of %d results lie inside and count"
            .formatted(
                ledger, held.told(differences, fresh), adopted.size(), ledger.latest().size());
    notes.accept(told);
    return new SweepPlan(
        fresh.wanted(),
        fresh.data(),
        fresh.space(),
        last + 1,
        adopted,
        held.since(),
        List.of(told));
  }

  /** The trials whose results count in a space, for trainings of so many epochs. */
  private List<Integer> adopted(SearchSpace space, int epochs) {
    return ledger.latest().stream()
        .filter(result -> result.epochs() == epochs && space.contains(result.point()))
        .filter(result -> ADOPTED.contains(result.ending()))
        .map(Result::trial)
        .toList();
  }

  /** The plan with the ranges that another night would go on with. */
  private SweepPlan sinceThen(SweepSettings wanted, SweepPlan fresh) throws IOException {
    Optional<String> night = lastNight();
    if (night.isEmpty()) {
      notes.accept(
          since + ": no sweep there has come to its end with a winner, so nothing is taken over");
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
        fresh.wanted(), fresh.data(), narrowed.space(), 1, List.of(), since, reasons);
  }

  /** The sweep that is meant: it may be one of several in a folder, the last that is complete. */
  private Optional<String> lastNight() throws IOException {
    if (open(since).plan().isPresent()) {
      return Optional.of(since);
    }
    Path folder = new Path(since);
    FileSystem files = storage.of(folder);
    if (!files.exists(folder)) {
      throw new DataException(
          "--since: expected a sweep or a folder of them, found none at " + since);
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
    return Ledger.open(storage, sweep + "/" + SweepCommand.LEDGER, notes);
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
    return night.course().complete() && night.table().winner().isPresent();
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

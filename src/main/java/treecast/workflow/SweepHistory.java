package treecast.workflow;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import treecast.config.SettingsException;
import treecast.config.SpaceSettings;
import treecast.config.SweepSettings;
import treecast.data.DataException;
import treecast.data.Storage;
import treecast.search.Ledger;
import treecast.search.Result;
import treecast.search.SearchSpace;
import treecast.training.TrialStatus;

/**
 * History of a sweep: decides whether a plan can continue with the results of an existing ledger.
 *
 * @param accepted which differences are accepted
 * @param since an earlier sweep, or a folder of sweeps, whose ranges a new sweep starts with; or
 *     empty
 * @param notes receives lines for the user
 */
public record SweepHistory(
    Storage storage, Ledger ledger, Accepted accepted, String since, Consumer<String> notes) {
  /**
   * Differences from the ledger's plan that are accepted.
   *
   * @param space another space, sampler or number of trials
   * @param rows other rows, on which all trials are run again
   */
  public record Accepted(boolean space, boolean rows) {}

  /** Statuses of results that are reused, because the same training would end in the same way. */
  private static final Set<TrialStatus> ADOPTED =
      Set.of(TrialStatus.FINISHED, TrialStatus.DIVERGED);

  /**
   * Decides the plan of the sweep and writes it into the ledger.
   *
   * @throws SettingsException if the ledger has another plan that must not be changed into this one
   */
  public SweepPlan plan(SweepSettings wanted, SweepPlan fresh) throws IOException {
    Optional<String> text = ledger.plan();
    if (text.isEmpty()) {
      if (!ledger.latest().isEmpty()) {
        throw new DataException(
            "%s: the plan of its %d results is missing or damaged"
                    .formatted(ledger, ledger.latest().size())
                + "; another --out starts a new sweep");
      }
      SweepPlan begun =
          since.isEmpty() ? fresh : new EarlierSweep(storage, since, notes).inherit(wanted, fresh);
      ledger.writePlan(begun.text());
      return begun;
    }
    SweepPlan held = SweepPlan.parse(text.get(), ledger.toString());
    Set<String> differences = held.differences(fresh);
    if (held.isOfOtherRows(fresh)) {
      return onOtherRows(held, fresh, differences);
    }
    if (differences.isEmpty()) {
      return inPlace(held, fresh.data());
    }
    requireExtension(held, fresh, differences);
    SweepPlan extended = extended(held, fresh, differences);
    ledger.writePlan(extended.text());
    return extended;
  }

  /** Plan of the ledger, with the place where its rows are now. */
  private SweepPlan inPlace(SweepPlan held, SweepData now) throws IOException {
    if (!held.data().isKnown(now) || held.data().settings().equals(now.settings())) {
      return held;
    }
    SweepPlan moved = held.in(now);
    ledger.writePlan(moved.text());
    return moved;
  }

  /** Plan whose trials are all run again, because the rows have changed. */
  private SweepPlan onOtherRows(SweepPlan held, SweepPlan fresh, Set<String> differences)
      throws IOException {
    if (!accepted.rows()) {
      throw new DataException(
          "%s: expected the rows that its results were measured on (%s), found other rows (%s); --data-changed runs all trials again, another --out starts a new sweep"
              .formatted(ledger, held.data().line(), fresh.data().line()));
    }
    if (!differences.isEmpty()) {
      requireExtension(held, fresh, differences);
    }
    int last = ledger.latest().stream().mapToInt(Result::trial).max().orElse(0);
    notes.accept("%s: the rows have changed, so all trials are run again".formatted(ledger));
    SweepPlan again = fresh.from(last + 1);
    if (differences.stream().noneMatch(SweepHistory::isRange)) {
      // The ranges may be ones that were narrowed by an earlier sweep.
      again = again.searching(held);
    }
    ledger.writePlan(again.text());
    return again;
  }

  private void requireExtension(SweepPlan held, SweepPlan fresh, Set<String> differences) {
    boolean extends_ = differences.stream().allMatch(SweepHistory::mayBeExtended);
    if (!accepted.space() || !extends_) {
      throw new SettingsException(
          "%s: expected the plan of this ledger, found %s (%s)"
              .formatted(
                  ledger,
                  held.describe(differences, fresh),
                  extends_
                      ? "--extend accepts the change, another --out starts a new sweep"
                      : "another --out starts a new sweep"));
    }
  }

  private static boolean mayBeExtended(String path) {
    return path.equals("trials")
        || path.equals("timeLimit")
        || path.equals("sampler")
        || path.startsWith("sampler.")
        || isRange(path);
  }

  private static boolean isRange(String path) {
    return path.startsWith(SpaceSettings.KEY + ".");
  }

  /**
   * Plan of an extended sweep: more trials are added to the existing ones; any other change starts
   * a new search that adopts their results.
   */
  private SweepPlan extended(SweepPlan held, SweepPlan fresh, Set<String> differences) {
    int before = held.settings().trials();
    int now = fresh.settings().trials();
    if (differences.equals(Set.of("trials")) && now > before) {
      notes.accept("%s: extended from %d to %d trials".formatted(ledger, before, now));
      return new SweepPlan(
          fresh.wanted(),
          fresh.data().from(held.data().firstTrial()),
          held.space(),
          held.first(),
          held.adopted(),
          held.since(),
          held.reasons());
    }
    return adopting(held, fresh, differences);
  }

  /** Plan of a new search that adopts the results inside its ranges. */
  private SweepPlan adopting(SweepPlan held, SweepPlan fresh, Set<String> differences) {
    List<Integer> adopted = adopted(held, fresh.space(), fresh.settings().plan().epochs());
    int last = ledger.latest().stream().mapToInt(Result::trial).max().orElse(0);
    String note =
        "%s: extended (%s): %d of %d results lie inside and count"
            .formatted(
                ledger, held.describe(differences, fresh), adopted.size(), ledger.latest().size());
    notes.accept(note);
    return new SweepPlan(
        fresh.wanted(),
        fresh.data().from(held.data().firstTrial()),
        fresh.space(),
        last + 1,
        adopted,
        held.since(),
        List.of(note));
  }

  /**
   * Trials on the same rows whose results are valid in a search space, for trainings with this
   * number of epochs.
   */
  private List<Integer> adopted(SweepPlan held, SearchSpace space, int epochs) {
    return ledger.latest().stream()
        .filter(result -> result.trial() >= held.data().firstTrial())
        .filter(result -> result.epochs() == epochs && space.contains(result.point()))
        .filter(result -> ADOPTED.contains(result.ending()))
        .map(Result::trial)
        .toList();
  }
}

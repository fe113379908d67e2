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
 * History of a sweep: whether the plan that is wanted may go on with the results of its ledger.
 *
 * @param extend whether another space, sampler or number of trials is accepted
 * @param since an earlier sweep, or a folder of them, whose ranges a new one begins with; or
 *     nothing
 * @param notes what is told in lines
 */
public record SweepHistory(
    Storage storage, Ledger ledger, boolean extend, String since, Consumer<String> notes) {
  /** Results that the same training would have again. */
  private static final Set<TrialStatus> ADOPTED =
      Set.of(TrialStatus.FINISHED, TrialStatus.DIVERGED);

  /**
   * The plan that holds from now on, which then stands in the ledger.
   *
   * @throws SettingsException if the ledger has another one that may not be changed into this
   */
  public SweepPlan plan(SweepSettings wanted, SweepPlan fresh) throws IOException {
    Optional<String> text = ledger.plan();
    if (text.isEmpty()) {
      if (!ledger.latest().isEmpty()) {
        throw new DataException(
            "%s: expected the plan of the %d results there, found none that is whole; another --out"
                    .formatted(ledger, ledger.latest().size())
                + " begins anew");
      }
      SweepPlan begun =
          since.isEmpty() ? fresh : new EarlierSweep(storage, since, notes).inherit(wanted, fresh);
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
                  held.describe(differences, fresh),
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
    return adopting(held, fresh, differences);
  }

  /** The plan of a search that begins anew, and counts the results that lie inside its ranges. */
  private SweepPlan adopting(SweepPlan held, SweepPlan fresh, Set<String> differences) {
    List<Integer> adopted = adopted(fresh.space(), fresh.settings().plan().epochs());
    int last = ledger.latest().stream().mapToInt(Result::trial).max().orElse(0);
    String note =
        "%s: extended (%s): %d of %d results lie inside and count"
            .formatted(
                ledger, held.describe(differences, fresh), adopted.size(), ledger.latest().size());
    notes.accept(note);
    return new SweepPlan(
        fresh.wanted(),
        fresh.data(),
        fresh.space(),
        last + 1,
        adopted,
        held.since(),
        List.of(note));
  }

  /** The trials whose results count in a space, for trainings of so many epochs. */
  private List<Integer> adopted(SearchSpace space, int epochs) {
    return ledger.latest().stream()
        .filter(result -> result.epochs() == epochs && space.contains(result.point()))
        .filter(result -> ADOPTED.contains(result.ending()))
        .map(Result::trial)
        .toList();
  }
}

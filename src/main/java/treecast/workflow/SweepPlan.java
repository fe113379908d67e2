package treecast.workflow;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import treecast.config.Configuration;
import treecast.config.PlanFormat;
import treecast.config.SpaceSettings;
import treecast.config.SpaceText;
import treecast.config.SweepSettings;
import treecast.data.DataException;
import treecast.search.Ledger;
import treecast.search.Result;
import treecast.search.Search;
import treecast.search.SearchSpace;

/**
 * Plan of a sweep, as its ledger holds it.
 *
 * @param wanted the user's settings of sweep and plan, merged with the defaults
 * @param data the rows that it is measured on
 * @param space initial search space
 * @param first number of its first trial
 * @param adopted earlier trials with other ranges whose results are used
 * @param since the ledger from which the ranges were taken over, or empty
 * @param reasons why the initial ranges were chosen
 */
public record SweepPlan(
    Config wanted,
    SweepData data,
    SearchSpace space,
    int first,
    List<Integer> adopted,
    String since,
    List<String> reasons) {
  private static final int MAX_TOLD = 3;

  /** Parses a plan. */
  public static SweepPlan parse(String text, String where) {
    try {
      Config all =
          ConfigFactory.parseString(
              text, ConfigParseOptions.defaults().setOriginDescription(where));
      Config wanted = PlanFormat.said(all.getConfig("wanted"));
      PlanFormat.of(wanted);
      return new SweepPlan(
          wanted,
          SweepData.read(all),
          SpaceSettings.readNarrowed(all.getConfig("search")),
          all.getInt("search.first"),
          all.getIntList("search.adopted"),
          all.getString("search.since"),
          all.getStringList("search.reasons"));
    } catch (ConfigException e) {
      throw new DataException(where + ": expected the plan of a sweep, found " + e.getMessage(), e);
    }
  }

  /** Text that {@link #parse} reads. */
  public String text() {
    Config search =
        SpaceText.of(space)
            .withValue("first", ConfigValueFactory.fromAnyRef(first))
            .withValue("adopted", ConfigValueFactory.fromIterable(adopted))
            .withValue("since", ConfigValueFactory.fromAnyRef(since))
            .withValue("reasons", ConfigValueFactory.fromIterable(reasons));
    StringBuilder text = new StringBuilder();
    new TreeMap<>(Versions.all())
        .forEach((name, version) -> text.append("# %s %s%n".formatted(name, version)));
    return text
        + Configuration.render(
            data.in(
                ConfigFactory.empty()
                    .withValue("wanted", wanted.root())
                    .withValue("search", search.root())));
  }

  /** Settings of the sweep. */
  public SweepSettings settings() {
    return SweepSettings.of(wanted);
  }

  /** Search for the sampler; adopted results that are damaged or missing are left out. */
  public Search search(Ledger ledger) {
    SweepSettings settings = settings();
    List<Result> known =
        ledger.latest().stream().filter(result -> adopted.contains(result.trial())).toList();
    return new Search(
        space, settings.plan().seed(), settings.trials(), settings.plan().epochs(), first, known);
  }

  /**
   * The same plan, whose trials have numbers from {@code trial} on, and none of which is adopted.
   */
  SweepPlan from(int trial) {
    return new SweepPlan(wanted, data.from(trial), space, trial, List.of(), since, reasons);
  }

  /** The same plan with the ranges of another. */
  SweepPlan searching(SweepPlan other) {
    return new SweepPlan(wanted, data, other.space, first, adopted, other.since, other.reasons);
  }

  /** The same plan with its data in another place. */
  SweepPlan in(SweepData place) {
    return new SweepPlan(
        wanted, place.from(data.firstTrial()), space, first, adopted, since, reasons);
  }

  /** Whether another plan is of other rows, as far as both know them. */
  boolean isOfOtherRows(SweepPlan other) {
    return data.isKnown(other.data) && !data.digest().equals(other.data.digest());
  }

  /** Paths of the settings in which two plans differ, apart from the rows if both know them. */
  Set<String> differences(SweepPlan other) {
    boolean known = data.isKnown(other.data);
    Map<String, String> mine = compared(known);
    Map<String, String> theirs = other.compared(known);
    return SettingDifferences.paths(mine, theirs);
  }

  /** Text of the differences, with the values of both plans. */
  String describe(Set<String> differences, SweepPlan other) {
    Map<String, String> mine = compared(false);
    Map<String, String> theirs = other.compared(false);
    List<String> lines =
        differences.stream()
            .limit(MAX_TOLD)
            .map(
                path ->
                    "%s = %s instead of %s"
                        .formatted(
                            path,
                            theirs.getOrDefault(path, SettingDifferences.NOTHING),
                            mine.getOrDefault(path, SettingDifferences.NOTHING)))
            .toList();
    int more = differences.size() - lines.size();
    return String.join(", ", lines) + (more > 0 ? " and %d more".formatted(more) : "");
  }

  /**
   * Values of the settings that are compared.
   *
   * @param known whether the rows are known by their digest, so that their place says nothing
   */
  private Map<String, String> compared(boolean known) {
    Config own = wanted;
    for (String key : SweepSettings.INDIFFERENT) {
      own = own.withoutPath(key);
    }
    Map<String, String> values = SettingDifferences.values(Configuration.under(own));
    if (known) {
      SweepData.PLACES.forEach(values::remove);
    } else {
      values.put("data", data.line());
    }
    values.put("since", since.isEmpty() ? SettingDifferences.NOTHING : since);
    return values;
  }
}

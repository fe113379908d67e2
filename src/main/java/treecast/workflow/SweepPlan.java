package treecast.workflow;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
 * What a ledger says of its sweep.
 *
 * @param wanted what somebody wanted, sweep and plan, over the defaults
 * @param data a line on the rows
 * @param space the ranges that the search begins with
 * @param first number of its first trial
 * @param adopted trials of before, under other ranges, that count
 * @param since the ledger whose ranges it began with, or nothing
 * @param reasons how it came to these ranges
 */
public record SweepPlan(
    Config wanted,
    String data,
    SearchSpace space,
    int first,
    List<Integer> adopted,
    String since,
    List<String> reasons) {
  private static final int MAX_TOLD = 3;

  /** The plan that a text holds. */
  public static SweepPlan parse(String text, String where) {
    try {
      Config all =
          ConfigFactory.parseString(
              text, ConfigParseOptions.defaults().setOriginDescription(where));
      Config wanted = PlanFormat.said(all.getConfig("wanted"));
      PlanFormat.of(wanted);
      return new SweepPlan(
          wanted,
          all.getString("data"),
          SpaceSettings.readNarrowed(all.getConfig("search")),
          all.getInt("search.first"),
          all.getIntList("search.adopted"),
          all.getString("search.since"),
          all.getStringList("search.reasons"));
    } catch (ConfigException e) {
      throw new DataException(where + ": expected the plan of a sweep, found " + e.getMessage(), e);
    }
  }

  /** Text that gives it again. */
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
            ConfigFactory.empty()
                .withValue("wanted", wanted.root())
                .withValue("search", search.root())
                .withValue("data", ConfigValueFactory.fromAnyRef(data)));
  }

  /** The sweep that it describes. */
  public SweepSettings settings() {
    return SweepSettings.of(wanted);
  }

  /** What the sampler is to do; results that are no longer believed are not adopted. */
  public Search search(Ledger ledger) {
    SweepSettings settings = settings();
    List<Result> known =
        ledger.latest().stream().filter(result -> adopted.contains(result.trial())).toList();
    return new Search(
        space, settings.plan().seed(), settings.trials(), settings.plan().epochs(), first, known);
  }

  /** The settings of which this and another plan differ, by their paths. */
  Set<String> differences(SweepPlan other) {
    Map<String, String> mine = compared();
    Map<String, String> theirs = other.compared();
    Set<String> differences = new TreeSet<>();
    differences.addAll(mine.keySet());
    differences.addAll(theirs.keySet());
    differences.removeIf(path -> mine.getOrDefault(path, "").equals(theirs.getOrDefault(path, "")));
    return differences;
  }

  /** Differences in words: what another plan has instead. */
  String describe(Set<String> differences, SweepPlan other) {
    Map<String, String> mine = compared();
    Map<String, String> theirs = other.compared();
    List<String> lines =
        differences.stream()
            .limit(MAX_TOLD)
            .map(
                path ->
                    "%s = %s instead of %s"
                        .formatted(
                            path,
                            theirs.getOrDefault(path, "nothing"),
                            mine.getOrDefault(path, "nothing")))
            .toList();
    int more = differences.size() - lines.size();
    return String.join(", ", lines) + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private Map<String, String> compared() {
    Config own = wanted;
    for (String key : SweepSettings.INDIFFERENT) {
      own = own.withoutPath(key);
    }
    Map<String, String> values = new TreeMap<>();
    Configuration.under(own)
        .entrySet()
        .forEach(
            entry ->
                values.put(entry.getKey(), entry.getValue().render(ConfigRenderOptions.concise())));
    values.put("data", data);
    values.put("since", since.isEmpty() ? "nothing" : since);
    return values;
  }
}

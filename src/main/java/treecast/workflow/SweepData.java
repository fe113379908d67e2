package treecast.workflow;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import treecast.data.DataSet;

/**
 * Data of a sweep: which rows its results were measured on.
 *
 * @param line one line for people
 * @param digest digest of the rows, see {@link DataDigest}; empty in ledgers of older versions
 * @param firstTrial number of the first trial that was measured on these rows
 * @param settings settings of a plan that name the files, by which another directory finds them;
 *     empty in ledgers of older versions
 */
public record SweepData(String line, String digest, int firstTrial, Map<String, String> settings) {
  private static final String LINE = "data";
  private static final String DIGEST = "rowsSha256";
  private static final String FIRST = "firstTrialOnRows";
  private static final String SETTINGS = "files";

  /** Settings of a plan that say where the rows are, and nothing about the rows themselves. */
  static final List<String> PLACES = List.of("data.source", "data.train", "data.test");

  public SweepData {
    settings = Map.copyOf(settings);
  }

  /** Data of a new sweep, whose rows are read once more. */
  static SweepData of(DataSet data) {
    return new SweepData(data.describe(), DataDigest.of(data), 1, data.source().settings());
  }

  /** Reads what {@link #in} has written. */
  static SweepData read(Config plan) {
    Map<String, String> settings = new TreeMap<>();
    if (plan.hasPath(SETTINGS)) {
      plan.getConfig(SETTINGS)
          .entrySet()
          .forEach(e -> settings.put(e.getKey(), String.valueOf(e.getValue().unwrapped())));
    }
    String digest = plan.hasPath(DIGEST) ? plan.getString(DIGEST) : "";
    int first = plan.hasPath(FIRST) ? plan.getInt(FIRST) : 1;
    return new SweepData(plan.getString(LINE), digest, first, settings);
  }

  /** Adds the data to the text of a plan. */
  Config in(Config plan) {
    Config all = plan.withValue(LINE, ConfigValueFactory.fromAnyRef(line));
    if (digest.isEmpty()) {
      return all;
    }
    return all.withValue(DIGEST, ConfigValueFactory.fromAnyRef(digest))
        .withValue(FIRST, ConfigValueFactory.fromAnyRef(firstTrial))
        .withValue(SETTINGS, over(ConfigFactory.empty()).root());
  }

  /** Settings of a plan, in which these files are named so that any directory finds them. */
  Config over(Config settings) {
    Config all = settings;
    for (Map.Entry<String, String> setting : this.settings.entrySet()) {
      all = all.withValue(setting.getKey(), ConfigValueFactory.fromAnyRef(setting.getValue()));
    }
    return all;
  }

  /** The same rows, whose trials begin with a number. */
  SweepData from(int trial) {
    return new SweepData(line, digest, trial, settings);
  }

  /** Whether two sweeps know their rows by a digest. */
  boolean isKnown(SweepData other) {
    return !digest.isEmpty() && !other.digest.isEmpty();
  }
}

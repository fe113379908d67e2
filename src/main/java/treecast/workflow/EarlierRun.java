package treecast.workflow;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.config.CheckpointSettings;
import treecast.config.Configuration;
import treecast.config.DivergenceSettings;
import treecast.config.PlanSettings;
import treecast.config.SettingsException;
import treecast.config.StartSettings;
import treecast.data.DataException;
import treecast.data.DataSet;
import treecast.data.Paths;
import treecast.data.Storage;
import treecast.report.RunDirectory;
import treecast.training.TrainingPlan;

/**
 * The run that a directory holds, which {@code --resume} goes on with.
 *
 * @param path the directory or URI
 * @param plan what its {@code plan.conf} says; nothing where no run has begun
 * @param finished whether the run came to its end
 */
public record EarlierRun(String path, Optional<String> plan, boolean finished) {
  /** Settings that say when a training ends. */
  private static final List<String> LENGTHS = List.of("epochs", "steps");

  /**
   * Looks for a run in a directory, which is one of a run or holds nothing.
   *
   * @param path the directory or URI
   */
  public static EarlierRun find(Storage storage, String path) throws IOException {
    Path root = Paths.of(path);
    return storage.retry().untilDone(root, () -> find(storage.of(root), root, path));
  }

  private static EarlierRun find(FileSystem files, Path root, String path) throws IOException {
    Optional<Path> plan = RunDirectory.plan(files, root);
    if (plan.isEmpty()) {
      return new EarlierRun(path, Optional.empty(), false);
    }
    try (InputStream in = files.open(plan.get())) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      boolean finished = files.exists(new Path(root, RunDirectory.SUMMARY));
      return new EarlierRun(path, Optional.of(text), finished);
    }
  }

  /**
   * Requires that the run, if there is one, is of this plan and of these data. Settings that change
   * no bit may be others, and there may be more epochs, or steps, now.
   *
   * @param wanted what {@code plan.conf} would say now
   * @param data what there is to train on now
   * @param longer the plan now
   * @throws SettingsException if it is of another plan, or if the schedule gives the steps until
   *     now other rates in a longer one: only a training that could have had the longer plan from
   *     its beginning goes on with it
   * @throws DataException if it is of other data
   */
  public void requirePlan(String wanted, DataSet data, TrainingPlan longer) {
    if (plan.isEmpty()) {
      return;
    }
    List<String> differences =
        SettingDifferences.told(settings(config(plan.get())), settings(config(wanted)));
    boolean goesOn = isLonger(wanted);
    if (!differences.isEmpty() && !goesOn) {
      throw new SettingsException(
          "--resume: expected the plan of %s, found another: %s"
              .formatted(path, String.join("; ", differences)));
    }
    if (goesOn) {
      requireRates(data, longer);
    }
    String before = data(plan.get());
    if (!before.equals(data(wanted))) {
      throw new DataException(
          "--resume: expected the data of %s (%s), found %s".formatted(path, before, data(wanted)));
    }
  }

  /**
   * Whether a plan is that of this run, but for a larger number of epochs, or of steps, or, if the
   * run is not finished, for what it does if it diverges: by either it goes on where it ended.
   */
  public boolean isLonger(String wanted) {
    if (plan.isEmpty()) {
      return false;
    }
    if (!finished && goesBack(wanted)) {
      return true;
    }
    Map<String, String> before = settings(config(plan.get()));
    Map<String, String> now = settings(config(wanted));
    for (String key : LENGTHS) {
      if (before.containsKey(key)
          && now.containsKey(key)
          && Long.parseLong(before.get(key)) < Long.parseLong(now.get(key))) {
        before.put(key, now.get(key));
        return before.equals(now);
      }
    }
    return false;
  }

  private boolean goesBack(String wanted) {
    Config before = config(plan.orElseThrow());
    Config now = config(wanted);
    String key = DivergenceSettings.KEY;
    return settings(before.withoutPath(key)).equals(settings(now.withoutPath(key)))
        && DivergenceSettings.goesOn(before, now);
  }

  /** Whether the run came to the end of a plan. */
  public boolean isFinished(String wanted) {
    return finished && !isLonger(wanted);
  }

  /** Says that nothing is left to do. */
  public String nothingLeft() {
    return path + ": this run is finished, so nothing is left to do";
  }

  private void requireRates(DataSet data, TrainingPlan longer) {
    TrainingPlan before = PlanSettings.of(config(plan.orElseThrow())).plan(data);
    for (int step = 0; step < before.steps(); step++) {
      if (before.update().rateAt(step) != longer.update().rateAt(step)) {
        throw new SettingsException(
            "--resume: expected a schedule with which more epochs or steps leave the rates of %s as they were (constant does), found one that gives step %d another rate"
                .formatted(path, step + 1));
      }
    }
  }

  /** Its first line. */
  private static String data(String plan) {
    return plan.lines().findFirst().orElse("").replaceFirst("^# ", "");
  }

  private Config config(String text) {
    return Configuration.planOf(text, path + "/" + RunDirectory.PLAN);
  }

  private static Map<String, String> settings(Config config) {
    // A model is known by its SHA-256, wherever it lies.
    Map<String, String> settings =
        SettingDifferences.values(
            config.withoutPath(CheckpointSettings.KEY).withoutPath(StartSettings.FROM + ".run"));
    settings.computeIfPresent("gemm", (key, name) -> name.equals("\"plain\"") ? "\"auto\"" : name);
    return settings;
  }
}

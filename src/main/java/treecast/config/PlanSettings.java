package treecast.config;

import com.typesafe.config.Config;
import java.util.BitSet;
import treecast.data.DataSet;
import treecast.data.Sampling;
import treecast.data.ShardAssignment;
import treecast.linalg.Gemm;
import treecast.nn.Architecture;
import treecast.training.Batches;
import treecast.training.EvaluationPolicy;
import treecast.training.TrainingPlan;
import treecast.training.UpdateRule;

/**
 * A training as its configuration describes it, before its data are known.
 *
 * @param format what the words of the plan mean
 * @param network the network
 * @param batch rows of a minibatch, 0 where the number of training rows says it
 * @param steps number of updates, 0 where epochs say it
 * @param epochs number of epochs, 0 where steps say it
 * @param gemm the name of the product
 * @param data where the rows come from and how they are read
 */
public record PlanSettings(
    PlanFormat format,
    NetworkSettings network,
    UpdateSettings update,
    int batch,
    int shards,
    int steps,
    int epochs,
    Sampling sampling,
    long seed,
    EvaluationSettings evaluation,
    EnsembleSettings ensemble,
    String gemm,
    DataSettings data) {

  /**
   * Reads all of it.
   *
   * @throws SettingsException if anything is unknown or cannot be
   */
  public static PlanSettings of(Config config) {
    Settings settings = new Settings(config);
    NetworkSettings network = NetworkSettings.read(settings);
    boolean bySteps = settings.has("steps");
    if (bySteps && settings.has("epochs")) {
      throw new SettingsException("steps: expected steps or epochs, found both");
    }
    long seed = settings.longInteger("seed");
    PlanSettings plan =
        new PlanSettings(
            settings.format(),
            network,
            UpdateSettings.read(settings),
            settings.isWord("batch", "default")
                ? 0
                : settings.integer("batch", 1, Integer.MAX_VALUE),
            settings.integer("shards", 1, 1 << 20),
            bySteps ? settings.integer("steps", 1, Integer.MAX_VALUE) : 0,
            bySteps ? 0 : settings.integer("epochs", 1, Integer.MAX_VALUE),
            settings.oneOf("sampling", Sampling.values(), Sampling::key),
            seed,
            EvaluationSettings.read(settings, seed),
            EnsembleSettings.read(settings),
            settings.made("gemm", PlanSettings::availableGemm),
            DataSettings.read(settings));
    settings.refuseUnknown();
    plan.requireRowsForEveryShard(settings);
    return plan;
  }

  /**
   * The plan, for data that have been examined.
   *
   * @throws SettingsException if the data have too few rows for it
   */
  public TrainingPlan plan(DataSet data) {
    requireAtMost("shards", shards, data.trainRows(), "training");
    requireAtMost("shards", shards, data.testRows(), "test");
    EvaluationPolicy policy = evaluation.policy(data, shards);
    int rows =
        data.trainRows() - evaluation.holdOut().rows(new ShardAssignment(data.trainRows(), shards));
    int batch = batchFor(rows);
    requireAtMost("batch", batch, rows, "training");
    long allSteps = steps > 0 ? steps : ((long) epochs * rows + batch - 1) / batch;
    if (allSteps > Integer.MAX_VALUE) {
      throw new SettingsException(
          "epochs: expected fewer than 2^31 steps, found " + allSteps + " in " + epochs);
    }
    Architecture architecture = network.architecture(data);
    return new TrainingPlan(
        architecture.network().multipliedBy(gemm),
        architecture.initializer(),
        new UpdateRule(
            update.optimizer(),
            update.rate(),
            update.schedule().schedule((int) allSteps, rows, batch),
            architecture.weightDecay(),
            update.clipNorm()),
        new Batches(batch, shards, sampling, rows),
        (int) allSteps,
        seed,
        policy);
  }

  /** The training rows that validate instead: nothing is fitted on them. */
  public BitSet heldOut(DataSet data) {
    if (evaluation.holdOut().share() == 0) {
      return new BitSet();
    }
    requireAtMost("shards", shards, data.trainRows(), "training");
    return evaluation.holdOut().rowsOf(new ShardAssignment(data.trainRows(), shards));
  }

  /** By default the format's most, and on few rows a power of two that leaves its steps or more. */
  private int batchFor(int rows) {
    if (batch > 0) {
      return batch;
    }
    Config usual = format.usual().getConfig("batch");
    int max = Math.max(1, Math.min(usual.getInt("most"), rows / usual.getInt("steps")));
    return Math.max(Integer.highestOneBit(max), shards * rowsOfShard());
  }

  private static void requireAtMost(String key, int value, int rows, String split) {
    if (value > rows) {
      throw new SettingsException(
          "%s: expected at most the number of %s rows, %d, found %d"
              .formatted(key, split, rows, value));
    }
  }

  /** Rows that every shard draws at least: two where it normalises by them. */
  private int rowsOfShard() {
    return network.batchNorm() ? 2 : 1;
  }

  private void requireRowsForEveryShard(Settings settings) {
    if (batch > 0 && batch < (long) shards * rowsOfShard()) {
      throw settings.bad(
          "batch",
          network.batchNorm()
              ? "two rows for each of the " + shards + " shards, as batch norm needs, or more"
              : "a row for each of the " + shards + " shards, or more");
    }
  }

  /** The name, if there is such a product on this machine. */
  private static String availableGemm(String name) {
    Gemm.named(name);
    return name;
  }
}

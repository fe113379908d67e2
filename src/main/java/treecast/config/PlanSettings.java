package treecast.config;

import com.typesafe.config.Config;
import java.util.BitSet;
import treecast.data.DataSet;
import treecast.data.HoldOut;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.linalg.Gemm;
import treecast.nn.Architecture;
import treecast.nn.ClassWeights;
import treecast.training.Batches;
import treecast.training.EvaluationPolicy;
import treecast.training.TrainingPlan;
import treecast.training.UpdateRule;

/**
 * Settings of a plan, before its data are known.
 *
 * @param format format of the plan
 * @param network the network
 * @param batches batch size, number of shards and sampling
 * @param steps number of updates, or 0 if epochs are given
 * @param epochs number of epochs, or 0 if steps are given
 * @param checkpoint when checkpoints are written; has no influence on the result
 * @param gemm name of the implementation of matrix multiplication
 * @param data settings of the data set
 */
public record PlanSettings(
    PlanFormat format,
    NetworkSettings network,
    UpdateSettings update,
    BatchSettings batches,
    int steps,
    int epochs,
    long seed,
    EvaluationSettings evaluation,
    EnsembleSettings ensemble,
    CheckpointSettings checkpoint,
    String gemm,
    DataSettings data) {

  /**
   * Reads the settings.
   *
   * @throws SettingsException if a key is unknown or a value is invalid
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
            BatchSettings.read(settings, network.batchNorm()),
            bySteps ? settings.integer("steps", 1, Integer.MAX_VALUE) : 0,
            bySteps ? 0 : settings.integer("epochs", 1, Integer.MAX_VALUE),
            seed,
            EvaluationSettings.read(settings, seed),
            EnsembleSettings.read(settings),
            CheckpointSettings.read(settings),
            settings.made("gemm", PlanSettings::availableGemm),
            DataSettings.read(settings));
    settings.refuseUnknown();
    plan.batches.requireRowsForEveryShard(settings);
    return plan;
  }

  /**
   * Training plan for an examined data set.
   *
   * @throws SettingsException if it has too few rows
   */
  public TrainingPlan plan(DataSet data) {
    int shards = batches.shards();
    requireAtMost("shards", shards, data.trainRows(), "training");
    requireAtMost("shards", shards, data.testRows(), "test");
    EvaluationPolicy policy = evaluation.policy(data, shards);
    int rows =
        data.trainRows() - evaluation.holdOut().rows(new ShardAssignment(data.trainRows(), shards));
    int batch = batches.size(rows);
    requireAtMost("batch", batch, rows, "training");
    long allSteps = steps > 0 ? steps : ((long) epochs * rows + batch - 1) / batch;
    if (allSteps > Integer.MAX_VALUE) {
      throw new SettingsException(
          "epochs: expected fewer than 2^31 steps, found " + allSteps + " in " + epochs);
    }
    Architecture architecture = network.architecture(data);
    return new TrainingPlan(
        architecture.network().multipliedBy(gemm).weightedBy(classWeights(data)),
        architecture.initializer(),
        new UpdateRule(
            update.optimizer(),
            update.rate(),
            update.schedule().schedule((int) allSteps, rows, batch),
            architecture.weightDecay(),
            update.clipNorm()),
        new Batches(batch, shards, batches.sampling(), rows),
        (int) allSteps,
        seed,
        policy);
  }

  /**
   * Class weights for an examined data set.
   *
   * @throws SettingsException if they are not as many as its classes
   */
  public ClassWeights classWeights(DataSet data) {
    return update.classWeights(data.classes());
  }

  /** Number of shards. */
  public int shards() {
    return batches.shards();
  }

  /**
   * Indices of the training rows that are held out for validation; the scaling is not fitted to
   * them.
   */
  public BitSet heldOut(DataSet data) {
    if (evaluation.holdOut().share() == 0) {
      return new BitSet();
    }
    requireAtMost("shards", batches.shards(), data.trainRows(), "training");
    ShardAssignment rows = new ShardAssignment(data.trainRows(), batches.shards());
    HoldOut holdOut = evaluation.holdOut();
    return (holdOut.isOpen() ? holdOut.decided(data.classes(Split.TRAIN), rows) : holdOut)
        .rowsOf(rows);
  }

  private static void requireAtMost(String key, int value, int rows, String split) {
    if (value > rows) {
      throw new SettingsException(
          "%s: expected at most the number of %s rows, %d, found %d"
              .formatted(key, split, rows, value));
    }
  }

  /** Name of the implementation of matrix multiplication, if this machine has it. */
  private static String availableGemm(String name) {
    Gemm.named(name);
    return name;
  }
}

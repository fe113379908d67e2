package treecast.config;

import com.typesafe.config.Config;
import java.util.BitSet;
import java.util.function.Supplier;
import treecast.data.DataSet;
import treecast.data.ShardAssignment;
import treecast.nn.Architecture;
import treecast.nn.ClassWeights;
import treecast.training.Batches;
import treecast.training.EvaluationPolicy;
import treecast.training.TrainingPlan;

/**
 * Settings of a plan. Before its data are known, some may be left to their number of rows; {@link
 * #on} settles these.
 *
 * @param format format of the plan
 * @param start what the training starts from
 * @param network the network
 * @param batches batch size, number of shards and sampling
 * @param steps number of updates, or 0 if epochs are given
 * @param epochs number of epochs, or 0 if steps are given, or if it depends on the rows
 * @param checkpoint when checkpoints are written; has no influence on the result
 * @param computation how scores and gradients are computed
 * @param data settings of the data set
 */
public record PlanSettings(
    PlanFormat format,
    StartSettings start,
    NetworkSettings network,
    UpdateSettings update,
    BatchSettings batches,
    int steps,
    int epochs,
    long seed,
    EvaluationSettings evaluation,
    EnsembleSettings ensemble,
    CheckpointSettings checkpoint,
    ComputationSettings computation,
    DataSettings data) {
  private static final String EPOCHS = "epochs";

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
            StartSettings.read(settings),
            network,
            UpdateSettings.read(settings),
            BatchSettings.read(settings),
            bySteps ? settings.integer("steps", 1, Integer.MAX_VALUE) : 0,
            bySteps || RowDefaults.isLeft(settings, EPOCHS)
                ? 0
                : settings.integer(EPOCHS, 1, Integer.MAX_VALUE),
            seed,
            EvaluationSettings.read(settings, seed),
            EnsembleSettings.read(settings),
            CheckpointSettings.read(settings),
            ComputationSettings.read(settings, network),
            DataSettings.read(settings));
    settings.refuseUnknown();
    plan.batches.requireRowsForEveryShard(settings, plan.rowsOfShard());
    return plan;
  }

  /** Number of rows of a minibatch that each shard needs, by what is known without the data. */
  private int rowsOfShard() {
    return network.batchNorm().orElse(false) ? rowDefaults().batchNormRows() : 1;
  }

  private RowDefaults rowDefaults() {
    return RowDefaults.of(format, network.convolution().isPresent());
  }

  /**
   * Settings on a number of training rows, validation rows included: nothing is left to the rows.
   *
   * @throws SettingsException if they are too few
   */
  public PlanSettings on(int trainRows) {
    RowDefaults defaults = rowDefaults();
    int shards = shards(trainRows);
    requireAtMost("shards", shards, trainRows);
    int rows = rows(trainRows, shards);
    int normalised = shards * defaults.batchNormRows();
    int batch = batch(rows, shards, normalised);
    boolean left = steps == 0 && epochs == 0;
    return new PlanSettings(
        format,
        start,
        network.isSettled()
            ? network
            : network.with(batch >= normalised, defaults.dropout(rows), defaults.weightDecay(rows)),
        update,
        new BatchSettings(batch, shards, batches.sampling()),
        steps,
        left ? defaults.epochs(rows, batch) : epochs,
        seed,
        evaluation,
        ensemble,
        checkpoint,
        computation,
        data);
  }

  /**
   * Batch size.
   *
   * @param normalised the smallest one with batch norm
   */
  private int batch(int rows, int shards, int normalised) {
    int batch =
        batches.size() > 0
            ? batches.size()
            : rowDefaults().batch(rows, network.batchNorm().orElse(true) ? normalised : shards);
    requireAtMost("batch", batch, rows);
    if (batch < normalised && network.batchNorm().orElse(false)) {
      throw new SettingsException(
          "network.batchNorm: expected %d rows or more of a minibatch in each shard, found a batch of %d (shards: %d)"
              .formatted(rowDefaults().batchNormRows(), batch, shards));
    }
    return batch;
  }

  /** Number of rows that are trained on, where a data set has so many training rows. */
  int rows(int trainRows) {
    return rows(trainRows, shards(trainRows));
  }

  private int rows(int trainRows, int shards) {
    return trainRows - evaluation.holdOut().rows(new ShardAssignment(trainRows, shards));
  }

  /** Number of shards on a number of training rows, validation rows included. */
  private int shards(int trainRows) {
    if (batches.shards() > 0) {
      return batches.shards();
    }
    int held = (int) (trainRows * evaluation.holdOut().share());
    return rowDefaults().shards(trainRows - held, batches.size());
  }

  /**
   * Training plan for an examined data set.
   *
   * @throws SettingsException if it has too few rows
   */
  public TrainingPlan plan(DataSet data) {
    PlanSettings settled = on(data.trainRows());
    int batch = settled.batches.size();
    int shards = settled.batches.shards();
    EvaluationPolicy policy = evaluation.policy(data, shards);
    int rows = settled.rows(data.trainRows());
    long allSteps = steps > 0 ? steps : ((long) settled.epochs * rows + batch - 1) / batch;
    if (allSteps > Integer.MAX_VALUE) {
      throw new SettingsException(
          "epochs: expected fewer than 2^31 steps, found " + allSteps + " in " + settled.epochs);
    }
    Architecture architecture = settled.network.architecture(data);
    return new TrainingPlan(
        computation.applied(architecture.network()).weightedBy(classWeights(data)),
        architecture.initializer(),
        update.rule((int) allSteps, rows, batch, architecture.weightDecay()),
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

  /**
   * Indices of the training rows that are held out, to which no scaling is fitted.
   *
   * @param classes the class of each row, if that matters
   */
  public BitSet heldOut(int rows, Supplier<char[]> classes) {
    if (evaluation.holdOut().share() == 0) {
      return new BitSet();
    }
    int shards = shards(rows);
    requireAtMost("shards", shards, rows);
    return evaluation.heldOut(new ShardAssignment(rows, shards), classes);
  }

  private static void requireAtMost(String key, int value, int rows) {
    if (value > rows) {
      throw new SettingsException(
          "%s: expected at most the number of training rows, %d, found %d"
              .formatted(key, rows, value));
    }
  }
}

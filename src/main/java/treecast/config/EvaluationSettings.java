package treecast.config;

import java.util.BitSet;
import java.util.function.Supplier;
import treecast.data.DataSet;
import treecast.data.HoldOut;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.score.Score;
import treecast.training.EarlyStopping;
import treecast.training.EvaluationPolicy;
import treecast.training.EvaluationRows;

/**
 * Settings of validation, early stopping and evaluations, before the data set is known.
 *
 * @param holdOut validation rows
 * @param stopping early stopping
 * @param evaluationRows number of training rows and of test rows in an evaluation, 0 for all
 * @param score score of the validation rows by which weights and trainings are compared
 */
public record EvaluationSettings(
    HoldOut holdOut, EarlyStopping stopping, int evaluationRows, Score score) {
  private static final double BELOW_ONE = Math.nextDown(1.0);

  static EvaluationSettings read(Settings settings, long seed) {
    HoldOut holdOut = holdOut(settings, seed);
    EarlyStopping stopping = stopping(settings);
    if (holdOut.share() == 0 && !stopping.equals(EarlyStopping.NEVER)) {
      throw settings.conflict(
          "earlyStopping", "requires validation above 0 (found validation = 0)");
    }
    int rows =
        settings.isWord("evaluationRows", "all")
            ? 0
            : settings.integer("evaluationRows", 1, Integer.MAX_VALUE);
    Score score = settings.oneOf("score", Score.values(), Score::key);
    if (holdOut.share() == 0 && score != Score.ACCURACY) {
      throw settings.conflict("score", "requires validation above 0 (found validation = 0)");
    }
    return new EvaluationSettings(holdOut, stopping, rows, score);
  }

  /**
   * Evaluation policy for an examined data set.
   *
   * @throws SettingsException if they have too few rows for it
   */
  EvaluationPolicy policy(DataSet data, int shards) {
    ShardAssignment train = new ShardAssignment(data.rows(Split.TRAIN), shards);
    if (holdOut.share() > 0 && holdOut.rows(train) == 0) {
      throw new SettingsException(
          "validation: expected a share of at least one row per shard, found %s of %d rows in %d"
                  .formatted(holdOut.share(), train.rows(), shards)
              + " shards");
    }
    EvaluationRows rows =
        evaluationRows == 0
            ? new EvaluationRows.All()
            : new EvaluationRows.First(
                evaluationRows, train, new ShardAssignment(data.rows(Split.TEST), shards));
    return new EvaluationPolicy(holdOut, rows, stopping).by(score);
  }

  /**
   * Reads the validation share, or an object of a share, whether it is stratified, and a seed.
   * Without a seed, the rows are chosen by the plan's.
   */
  private static HoldOut holdOut(Settings settings, long seed) {
    boolean object = settings.isObject("validation");
    String key = object ? "validation.share" : "validation";
    double share = settings.number(key, "a share from 0 to below 1", 0, BELOW_ONE);
    boolean stratified =
        object && settings.has("validation.stratified") && settings.truth("validation.stratified");
    boolean seeded = object && (!stratified || settings.has("validation.seed"));
    return new HoldOut(share, seeded ? settings.longInteger("validation.seed") : seed, stratified);
  }

  private static EarlyStopping stopping(Settings settings) {
    if (settings.isWord("earlyStopping", "none")) {
      return EarlyStopping.NEVER;
    }
    settings.section("earlyStopping");
    return new EarlyStopping(
        settings.integer("earlyStopping.patience", 1, Integer.MAX_VALUE - 1),
        settings.has("earlyStopping.restoreBest")
            ? settings.truth("earlyStopping.restoreBest")
            : settings.format().usual().getBoolean("earlyStopping.restoreBest"),
        settings.has("earlyStopping.minGain")
            ? settings.number("earlyStopping.minGain", "a number, 0 or more", 0, Double.MAX_VALUE)
            : settings.format().usual().getDouble("earlyStopping.minGain"));
  }

  /** Indices of the training rows that are held out for validation. */
  BitSet heldOut(ShardAssignment rows, Supplier<char[]> classes) {
    return (holdOut.isOpen() ? holdOut.decided(classes.get(), rows) : holdOut).rowsOf(rows);
  }
}

package treecast.training;

import java.io.Serializable;
import java.util.Collection;
import treecast.data.Shard;
import treecast.data.Split;

/**
 * How a network or an ensemble that tells classes apart does on rows, in inference mode.
 *
 * @param rows rows looked at
 * @param correct rows whose largest score is that of their class
 * @param lossSum sum of their losses by the scorer's objective, without the penalty
 */
public record Evaluation(long rows, long correct, double lossSum) implements Serializable {
  /** Of no rows. */
  static final Evaluation NONE = new Evaluation(0, 0, 0);

  /**
   * Evaluates a network or an ensemble on one shard.
   *
   * @throws IllegalArgumentException if its objective does not take classes, which is all that
   *     shards have
   */
  public static Evaluation of(Scorer scorer, Shard shard) {
    long correct = 0;
    double lossSum = 0;
    for (int from = 0; from < shard.rows(); from += ScoredBatch.CHUNK) {
      ScoredBatch scored = ScoredBatch.of(scorer, shard, from);
      for (int i = 0; i < scored.rows(); i++) {
        correct += scored.guesses()[i] == scored.labels()[i] ? 1 : 0;
      }
      lossSum += scorer.objective().loss(scored.probabilities(), scored.targets());
    }
    return new Evaluation(shard.rows(), correct, lossSum);
  }

  /** Evaluates a network or an ensemble on all rows of a split. */
  public static Evaluation of(Engine engine, Split split, Scorer scorer) {
    try (Shared<Scorer> shared = engine.share(scorer)) {
      return total(engine.map(split, shard -> of(shared.value(), shard)));
    }
  }

  /**
   * The evaluation of all shards.
   *
   * @param parts one for each shard, in the order of the shards, which fixes the sum's bits
   */
  public static Evaluation total(Collection<Evaluation> parts) {
    long rows = 0;
    long correct = 0;
    double lossSum = 0;
    for (Evaluation part : parts) {
      rows += part.rows;
      correct += part.correct;
      lossSum += part.lossSum;
    }
    return new Evaluation(rows, correct, lossSum);
  }

  /** Share of rows that are right, 0 to 1. */
  public double accuracy() {
    return (double) correct / rows;
  }

  /** Mean loss. */
  public double loss() {
    return lossSum / rows;
  }
}

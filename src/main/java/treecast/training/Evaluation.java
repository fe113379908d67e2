package treecast.training;

import java.io.Serializable;
import java.util.Collection;
import java.util.function.Consumer;
import treecast.data.Shard;
import treecast.data.Split;

/**
 * Evaluation of a classifier on rows, in inference mode: accuracy and loss.
 *
 * @param rows number of rows evaluated
 * @param correct number of rows whose largest score is that of their class
 * @param lossSum sum of the losses of all rows by the scorer's objective, without weight decay
 */
public record Evaluation(long rows, long correct, double lossSum) implements Serializable {
  /** Evaluation on no rows. */
  static final Evaluation NONE = new Evaluation(0, 0, 0);

  /**
   * Evaluates a network or an ensemble on one shard.
   *
   * @throws IllegalArgumentException if the objective needs real values as targets, as shards hold
   *     only classes
   */
  public static Evaluation of(Scorer scorer, Shard shard) {
    return of(scorer, shard, scored -> {});
  }

  /** The same, which hands on each scored batch of rows before its loss is added. */
  static Evaluation of(Scorer scorer, Shard shard, Consumer<ScoredBatch> each) {
    long correct = 0;
    double lossSum = 0;
    for (int from = 0; from < shard.rows(); from += ScoredBatch.CHUNK) {
      ScoredBatch scored = ScoredBatch.of(scorer, shard, from);
      for (int i = 0; i < scored.rows(); i++) {
        correct += scored.guesses()[i] == scored.labels()[i] ? 1 : 0;
      }
      each.accept(scored);
      lossSum += scorer.objective().loss(scored.probabilities(), scored.targets());
    }
    return new Evaluation(shard.rows(), correct, lossSum);
  }

  /** Evaluates a network or an ensemble on all rows of a split. */
  public static Evaluation of(Engine engine, Split split, Scorer scorer) {
    try (SharedValue<Scorer> shared = engine.share(scorer)) {
      return total(engine.map(split, shard -> of(shared.value(), shard)));
    }
  }

  /**
   * Evaluation on all shards.
   *
   * @param parts the evaluation of each shard, in the order of the shards, on which the bits of the
   *     sum depend
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

  /** Accuracy: the fraction of rows that are classified correctly, 0 to 1. */
  public double accuracy() {
    return (double) correct / rows;
  }

  /** Mean loss per row. */
  public double loss() {
    return lossSum / rows;
  }
}

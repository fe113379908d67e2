package treecast.training;

import java.io.Serializable;
import java.util.List;
import java.util.PriorityQueue;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.score.Confusion;

/**
 * Predictions on rows in inference mode: the confusion matrix and the most confident
 * misclassifications.
 *
 * @param mistakes the most confident misclassifications, in descending order of confidence
 */
public record Predictions(Confusion confusion, List<Misclassification> mistakes)
    implements Serializable {
  public Predictions {
    mistakes = List.copyOf(mistakes);
  }

  /**
   * Predictions on one shard: a pure function of its arguments.
   *
   * @param shard a whole shard, with its rows in file order
   * @param assignment assignment of the rows to shards, from which row indices are computed
   * @param max maximum number of misclassifications
   */
  public static Predictions of(
      Scorer scorer, Shard shard, ShardAssignment assignment, int classes, int max) {
    Confusion confusion = Confusion.none(classes);
    PriorityQueue<Misclassification> kept =
        new PriorityQueue<>(Misclassification.MOST_CONFIDENT.reversed());
    for (int from = 0; from < shard.rows(); from += ScoredBatch.CHUNK) {
      ScoredBatch scored = ScoredBatch.of(scorer, shard, from);
      for (int i = 0; i < scored.rows(); i++) {
        confusion.counts()[scored.labels()[i]][scored.guesses()[i]]++;
        if (scored.guesses()[i] != scored.labels()[i]) {
          kept.add(mistake(scored, i, assignment, shard.index(), from + i));
          if (kept.size() > max) {
            kept.remove();
          }
        }
      }
    }
    return new Predictions(
        confusion, kept.stream().sorted(Misclassification.MOST_CONFIDENT).toList());
  }

  /**
   * Predictions on all rows of a split.
   *
   * @param assignment assignment of its rows to the engine's shards
   * @param max maximum number of misclassifications
   */
  public static Predictions of(
      Engine engine, Split split, Scorer scorer, ShardAssignment assignment, int classes, int max) {
    try (SharedValue<Scorer> shared = engine.share(scorer)) {
      return total(
          engine.map(split, shard -> of(shared.value(), shard, assignment, classes, max)),
          classes,
          max);
    }
  }

  /**
   * Predictions on all shards.
   *
   * @param shards the predictions on each shard, in any order
   * @param max maximum number of misclassifications
   */
  public static Predictions total(List<Predictions> shards, int classes, int max) {
    return new Predictions(
        Confusion.total(shards.stream().map(Predictions::confusion).toList(), classes),
        shards.stream()
            .flatMap(part -> part.mistakes.stream())
            .sorted(Misclassification.MOST_CONFIDENT)
            .limit(max)
            .toList());
  }

  private static Misclassification mistake(
      ScoredBatch scored, int i, ShardAssignment assignment, int shard, int rowInShard) {
    int actual = scored.labels()[i];
    int guess = scored.guesses()[i];
    return new Misclassification(
        assignment.row(shard, rowInShard),
        shard,
        rowInShard,
        actual,
        guess,
        scored.probabilities().get(i, guess),
        scored.probabilities().get(i, actual));
  }
}

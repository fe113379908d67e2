package treecast.training;

import java.util.ArrayList;
import java.util.List;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.score.ClassCurves;
import treecast.score.Scores;
import treecast.training.ScoredShard.Classes;

/**
 * All scores of a classifier on a split, with its evaluation: the same bits for any number of
 * partitions and threads, and on every engine.
 *
 * <p>The curves need the probabilities of all rows, sorted: 8 bytes for each row and class, on
 * their way from the shards and in this JVM. At most {@value #AT_ONCE} of them are held at once, or
 * those of one class if there are more rows; for further classes the rows are scored again.
 */
public record ScoredSplit(Evaluation evaluation, Scores scores) {
  /** Maximum number of probabilities that are collected at once: 64 MB. */
  static final int AT_ONCE = 8_000_000;

  /** Scores of a classifier on all rows of a split. */
  public static ScoredSplit of(Engine engine, Split split, Scorer scorer) {
    return of(engine, split, scorer, AT_ONCE);
  }

  /**
   * Scores of a classifier on all rows of a split.
   *
   * @param max maximum number of probabilities that are collected at once
   */
  static ScoredSplit of(Engine engine, Split split, Scorer scorer, int max) {
    int classes = scorer.outputs();
    try (SharedValue<Scorer> shared = engine.share(scorer)) {
      int atOnce = classesAtOnce(engine, split, classes, max);
      List<ScoredShard> first = shards(engine, split, shared, new Classes(0, atOnce));
      List<ClassCurves> curves = new ArrayList<>(ScoredShard.curves(first));
      while (curves.size() < classes) {
        int from = curves.size();
        Classes next = new Classes(from, Math.min(classes, from + atOnce));
        curves.addAll(ScoredShard.curves(shards(engine, split, shared, next)));
      }
      return new ScoredSplit(
          Evaluation.total(first.stream().map(ScoredShard::evaluation).toList()),
          Scores.of(ScoredShard.sums(first, classes), curves));
    }
  }

  private static int classesAtOnce(Engine engine, Split split, int classes, int max) {
    long rows = engine.map(split, Shard::rows).stream().mapToLong(Integer::longValue).sum();
    return (int) Math.max(1, Math.min(classes, max / Math.max(1, rows)));
  }

  private static List<ScoredShard> shards(
      Engine engine, Split split, SharedValue<Scorer> scorer, Classes ranked) {
    return engine.map(split, shard -> ScoredShard.of(scorer.value(), shard, ranked));
  }
}

package treecast.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import treecast.data.Shard;
import treecast.data.Split;
import treecast.score.ClassCurves;
import treecast.score.ClassRanking;
import treecast.score.RankedRows;
import treecast.score.ScoreSums;
import treecast.score.Scores;

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
  public static ScoredSplit of(Engine engine, Split split, Scorer scorer, int classes) {
    return of(engine, split, scorer, classes, AT_ONCE);
  }

  /**
   * Scores of a classifier on all rows of a split.
   *
   * @param max maximum number of probabilities that are collected at once
   */
  static ScoredSplit of(Engine engine, Split split, Scorer scorer, int classes, int max) {
    try (SharedValue<Scorer> shared = engine.share(scorer)) {
      int first = classesAtOnce(engine, split, classes, max);
      List<Part> parts = parts(engine, split, shared, classes, new Range(0, first));
      Evaluation evaluation = Evaluation.total(parts.stream().map(Part::evaluation).toList());
      ScoreSums sums = new ScoreSums(classes);
      parts.forEach(part -> sums.add(part.sums));
      List<ClassCurves> curves = new ArrayList<>(curves(parts));
      while (curves.size() < classes) {
        Range next = new Range(curves.size(), Math.min(classes, curves.size() + first));
        curves.addAll(curves(parts(engine, split, shared, classes, next)));
      }
      return new ScoredSplit(evaluation, Scores.of(sums, curves));
    }
  }

  /** Classes whose rankings are collected together. */
  private record Range(int from, int to) implements Serializable {}

  /** What a shard sends. */
  @SuppressWarnings("serial") // a serialisable list, which the interface does not say
  private record Part(Evaluation evaluation, ScoreSums sums, List<ClassRanking> rankings)
      implements Serializable {}

  private static int classesAtOnce(Engine engine, Split split, int classes, int max) {
    long rows = engine.map(split, Shard::rows).stream().mapToLong(Integer::longValue).sum();
    return (int) Math.max(1, Math.min(classes, max / Math.max(1, rows)));
  }

  private static List<Part> parts(
      Engine engine, Split split, SharedValue<Scorer> scorer, int classes, Range range) {
    return engine.map(split, shard -> part(scorer.value(), shard, classes, range));
  }

  private static Part part(Scorer scorer, Shard shard, int classes, Range range) {
    ScoreSums sums = new ScoreSums(classes);
    RankedRows ranked = new RankedRows(shard.rows(), range.from, range.to);
    long correct = 0;
    double lossSum = 0;
    for (int from = 0; from < shard.rows(); from += ScoredBatch.CHUNK) {
      ScoredBatch scored = ScoredBatch.of(scorer, shard, from);
      for (int i = 0; i < scored.rows(); i++) {
        correct += scored.guesses()[i] == scored.labels()[i] ? 1 : 0;
        sums.add(scored.labels()[i], scored.guesses()[i], scored.probabilities(), i);
        ranked.add(scored.labels()[i], scored.probabilities(), i);
      }
      lossSum += scorer.objective().loss(scored.probabilities(), scored.targets());
    }
    return new Part(new Evaluation(shard.rows(), correct, lossSum), sums, ranked.rankings());
  }

  /** Curves of each class of the parts; the rankings of a class are used up one after the other. */
  private static List<ClassCurves> curves(List<Part> parts) {
    List<ClassCurves> curves = new ArrayList<>();
    for (int i = 0; i < parts.get(0).rankings.size(); i++) {
      int of = i;
      curves.add(
          ClassRanking.total(parts.stream().map(part -> part.rankings.get(of)).toList()).curves());
    }
    return curves;
  }
}

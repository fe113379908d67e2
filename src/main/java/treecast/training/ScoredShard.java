package treecast.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import treecast.data.Shard;
import treecast.score.ClassCurves;
import treecast.score.ClassRanking;
import treecast.score.RankedRows;
import treecast.score.ScoreSums;

/**
 * Scored rows of one shard: its part of the scores of a split.
 *
 * @param rankings rankings of the rows by some classes, 8 bytes for each row and class
 */
@SuppressWarnings("serial") // a serialisable list, which the interface does not say
record ScoredShard(Evaluation evaluation, ScoreSums sums, List<ClassRanking> rankings)
    implements Serializable {
  /** Evaluation without scores. */
  static ScoredShard unscored(Evaluation evaluation) {
    return new ScoredShard(evaluation, new ScoreSums(0), List.of());
  }

  /** Consecutive classes whose rankings are wanted. */
  record Classes(int from, int to) implements Serializable {
    static final Classes NONE = new Classes(0, 0);
  }

  /** Scores the rows of a shard. */
  static ScoredShard of(Scorer scorer, Shard shard, Classes ranked) {
    ScoreSums sums = new ScoreSums(scorer.outputs());
    RankedRows rows = new RankedRows(shard.rows(), ranked.from, ranked.to);
    Evaluation evaluation =
        Evaluation.of(
            scorer,
            shard,
            scored -> {
              for (int i = 0; i < scored.rows(); i++) {
                sums.add(scored.labels()[i], scored.guesses()[i], scored.probabilities(), i);
                rows.add(scored.labels()[i], scored.probabilities(), i);
              }
            });
    return new ScoredShard(evaluation, sums, rows.rankings());
  }

  /** Sums over all shards. */
  static ScoreSums sums(List<ScoredShard> shards, int classes) {
    ScoreSums sums = new ScoreSums(classes);
    shards.forEach(shard -> sums.add(shard.sums));
    return sums;
  }

  /** Curves of each ranked class, over all shards. */
  static List<ClassCurves> curves(List<ScoredShard> shards) {
    List<ClassCurves> curves = new ArrayList<>();
    for (int i = 0; i < shards.get(0).rankings.size(); i++) {
      int of = i;
      List<ClassRanking> parts = shards.stream().map(shard -> shard.rankings.get(of)).toList();
      curves.add(ClassRanking.total(parts).curves());
    }
    return curves;
  }
}

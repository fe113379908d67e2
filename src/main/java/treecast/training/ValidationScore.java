package treecast.training;

import java.util.List;
import treecast.data.DataException;
import treecast.data.Shard;
import treecast.score.Score;
import treecast.score.ScoreSums;
import treecast.score.Scores;
import treecast.training.ScoredShard.Classes;

/**
 * Score of the validation rows, by which trainings are compared. It computes no more than the score
 * needs: accuracy takes an evaluation, and only the area under the ROC curve takes rankings.
 */
final class ValidationScore {
  private ValidationScore() {}

  /** Part of a shard's validation rows. */
  static ScoredShard part(Scorer scorer, Score score, Shard rows) {
    if (score == Score.ACCURACY) {
      return ScoredShard.unscored(Evaluation.of(scorer, rows));
    }
    Classes all = new Classes(0, scorer.outputs());
    return ScoredShard.of(scorer, rows, score == Score.AUC ? all : Classes.NONE);
  }

  /**
   * Score of all validation rows.
   *
   * @param shards the part of each shard, in the order of the shards
   * @throws DataException if the score is not defined, because a class has no validation rows
   */
  static double of(Score score, List<ScoredShard> shards, int classes) {
    if (score == Score.ACCURACY) {
      return Evaluation.total(shards.stream().map(ScoredShard::evaluation).toList()).accuracy();
    }
    ScoreSums sums = ScoredShard.sums(shards, classes);
    if (score != Score.AUC) {
      return score.of(Scores.of(sums, List.of()));
    }
    for (int of = 0; of < classes; of++) {
      if (sums.confusion().support(of) == 0) {
        throw new DataException(
            "score = %s: expected validation rows of each of %d classes, found none of class %d (counted from 0)"
                .formatted(score.key(), classes, of));
      }
    }
    return score.of(Scores.of(sums, ScoredShard.curves(shards)));
  }
}

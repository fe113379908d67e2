package treecast.training;

import treecast.data.Minibatch;
import treecast.data.Shard;
import treecast.data.Targets;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;

/**
 * Scored batch: consecutive rows of a shard with the predictions of a network or an ensemble. The
 * arrays are buffers of the thread's workspace, valid until the next rows are scored; they may be
 * longer than the number of rows.
 *
 * @param targets the class of each row
 * @param guesses the class with the largest score
 * @param probabilities rows x classes
 */
record ScoredBatch(Targets targets, int[] guesses, Matrix probabilities) {
  /** Maximum number of rows scored at once: more would leave the caches without being faster. */
  static final int CHUNK = 256;

  /**
   * Scores a chunk of rows, or all remaining rows if there are fewer.
   *
   * @param from index of the first row
   */
  static ScoredBatch of(Scorer scorer, Shard shard, int from) {
    Workspace workspace = Workspace.ofThisThread(scorer.precision()).reuse();
    int count = Math.min(CHUNK, shard.rows() - from);
    Minibatch rows = shard.rows(from, count, workspace);
    Matrix scores = scorer.scores(rows.x(), workspace);
    int[] guesses = workspace.integers(count);
    for (int i = 0; i < count; i++) {
      guesses[i] = scores.largestInRow(i);
    }
    scorer.toProbabilities(scores);
    return new ScoredBatch(rows.targets(), guesses, scores);
  }

  /** The class of each row. */
  int[] labels() {
    return targets.labels();
  }

  /** Number of rows. */
  int rows() {
    return probabilities.rows();
  }
}

package treecast.training;

import treecast.data.Minibatch;
import treecast.data.Shard;
import treecast.data.Targets;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;

/**
 * Neighbouring rows of a shard and what a network or an ensemble makes of them. The arrays are
 * buffers of the thread's workspace, good until the next rows are scored; they may be longer than
 * there are rows.
 *
 * @param targets the class of each row
 * @param guesses the class with the largest score
 * @param probabilities rows x classes
 */
record ScoredBatch(Targets targets, int[] guesses, Matrix probabilities) {
  /** Rows of one product: more gains nothing and leaves the caches. */
  static final int CHUNK = 256;

  /** Scores the rows from a place on: a chunk of them, or all that are left. */
  static ScoredBatch of(Scorer scorer, Shard shard, int from) {
    Workspace workspace = Workspace.ofThisThread().reuse();
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

package treecast.training

import treecast.data.Split

/** Scores of test rows with little memory. */
object ScoredSplits {
  def inPasses(engine: Engine, scorer: Scorer, max: Int): ScoredSplit =
    ScoredSplit.of(engine, Split.TEST, scorer, max)
}

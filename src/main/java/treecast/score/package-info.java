/**
 * Scores of a classifier: what its predictions on rows of known classes are worth.
 *
 * <p>Input: the class of each row, the predicted class and the probability of each class. Output:
 * confusion matrix, precision, recall and F1, balanced accuracy, log loss, Brier score,
 * calibration, and the areas under the ROC and the precision-recall curve. The definitions are
 * those of scikit-learn; {@code docs/scores.md} has the formulas.
 *
 * <p>Read first: {@link treecast.score.Scores}; {@link treecast.score.ScoreSums}, which adds rows
 * and shards; {@link treecast.score.ClassRanking}, from which the curves follow.
 */
package treecast.score;

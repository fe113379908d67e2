/**
 * Training: the loop, its plan, its state and its history.
 *
 * <p>Input: a {@link treecast.training.TrainingPlan} and an {@link treecast.training.Engine}, which
 * computes on shards in threads of this JVM or on Spark. Output: an {@link
 * treecast.training.Outcome} with weights, history and evaluations. The same plan on the same rows
 * gives the same bits on every engine.
 *
 * <p>Read first: {@link treecast.training.Trainer}, the algorithm on one page; then the types
 * above, and {@link treecast.training.TrainingState}. Imports nothing of Spark.
 */
package treecast.training;

/**
 * Treecast: data-parallel training of multi-layer networks on Apache Spark. Packages import only
 * those before them: {@code linalg}, {@code optim}, {@code data}, {@code nn}, {@code score}, {@code
 * training}, {@code search}, {@code model}, {@code chart}, {@code report}, {@code experiment},
 * {@code cluster}, {@code app}.
 *
 * <p>Read first: {@link treecast.training.Trainer}, the algorithm; {@link
 * treecast.training.TrainingPlan}, what it depends on; {@link treecast.training.Engine}, where it
 * is computed.
 */
package treecast;

/**
 * Spark: the engine of a data-parallel training, and the runners of many trials at once.
 *
 * <p>In go a {@code SparkContext} and a data set, whose rows executors read and keep; out come the
 * sums and evaluations that {@link treecast.training.Engine} promises, or the outcomes of trials.
 * Partitions, executors and retries do not change a bit. Together with {@code app} the only package
 * that knows Spark's engine.
 *
 * <p>Read first: {@link treecast.cluster.SparkEngine}; {@link treecast.cluster.PackedTrials}, one
 * task for each trial; {@link treecast.cluster.DistributedTrials}, one job for each step.
 */
package treecast.cluster;

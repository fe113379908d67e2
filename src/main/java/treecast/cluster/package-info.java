/**
 * Spark: the engine of a data-parallel training, and the runners of many trials at once.
 *
 * <p>Input: a {@code SparkContext} and a data set, whose rows executors read and cache. Output: the
 * sums and evaluations of {@link treecast.training.Engine}, or the outcomes of trials. Partitions,
 * executors and retries do not change a bit. Only this package, {@code workflow} and {@code app}
 * use Spark's engine.
 *
 * <p>Read first: {@link treecast.cluster.SparkEngine}; {@link treecast.cluster.PackedTrials}, one
 * task for each trial; {@link treecast.cluster.DistributedTrials}, trials that are each trained
 * data-parallel.
 */
package treecast.cluster;

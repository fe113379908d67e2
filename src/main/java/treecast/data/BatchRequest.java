package treecast.data;

/**
 * Request for the rows of a minibatch that a shard draws at one step of a training.
 *
 * @param seed the plan's seed
 * @param step steps taken before this one
 * @param count rows that the shard draws at every step
 */
public record BatchRequest(MinibatchSampling sampling, long seed, int step, int count) {}

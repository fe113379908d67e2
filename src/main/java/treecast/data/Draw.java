package treecast.data;

/**
 * Which rows a shard draws at one step of a training.
 *
 * @param seed the plan's seed
 * @param step steps taken before this one
 * @param count rows that the shard draws at every step
 */
public record Draw(Sampling sampling, long seed, int step, int count) {}

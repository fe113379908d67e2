package treecast.data;

import java.io.Serializable;

/**
 * Division of a shard's rows into training rows and validation rows.
 *
 * @param training positions of the training rows in the shard, ascending
 * @param validation positions of the validation rows in the shard, ascending
 */
record ShardRows(int[] training, int[] validation) implements Serializable {}

/**
 * Rows: data sets, their shards, and the minibatches drawn from them.
 *
 * <p>Input: a data source. Output: shards, which hold rows and labels and draw the minibatch of a
 * step. Any error in the data is a {@link treecast.data.DataException}.
 *
 * <p>Read first: {@link treecast.data.DataSource}, the description of data that travels to
 * executors; {@link treecast.data.DataSet}, the description of data that have been read and checked
 * once; {@link treecast.data.Shard}, the rows that one gradient is computed from.
 */
package treecast.data;

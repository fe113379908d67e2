/**
 * Rows: data sets, their shards, and the minibatches drawn from them.
 *
 * <p>In go rows and labels of a data source; out come shards, which hold rows and labels and draw
 * the minibatch of a step. Everything wrong with the data is a {@link treecast.data.DataException}.
 *
 * <p>Read first: {@link treecast.data.DataSource}, the description of data that travels to
 * executors; {@link treecast.data.DataSet}, data that have been examined; {@link
 * treecast.data.Shard}, the rows that one gradient is computed from.
 */
package treecast.data;

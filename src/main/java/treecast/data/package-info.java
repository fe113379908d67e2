/**
 * Data sets: from files to minibatches.
 *
 * <p>In go IDX, CSV and LIBSVM files of any Hadoop file system, or the built-in digits; out come
 * shards, which hold rows and labels and draw the minibatch of a step. Everything wrong with a file
 * is a {@link treecast.data.DataException} that names the file and the row.
 *
 * <p>Read first: {@link treecast.data.DataSource}, the description of data that travels to
 * executors; {@link treecast.data.DataSet}, data that have been examined; {@link
 * treecast.data.Shard}, the rows that one gradient is computed from.
 */
package treecast.data;

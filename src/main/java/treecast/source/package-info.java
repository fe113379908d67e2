/**
 * Data formats: IDX, CSV and LIBSVM files on any Hadoop file system.
 *
 * <p>Input: folders of files. Output: data sources, with which executors read their shards, and the
 * classes of the labels. Any error in a file is a {@link treecast.data.DataException} that names
 * the file, the row and the line.
 *
 * <p>Read first: {@link treecast.source.IdxFolder} and {@link treecast.source.TableFolder}, the two
 * kinds of folders; {@link treecast.source.TableFormat}, the interface of a text format; {@link
 * treecast.source.Formats}, the table of formats by name.
 */
package treecast.source;

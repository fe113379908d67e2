/**
 * Data formats: IDX, CSV and LIBSVM files on any Hadoop file system.
 *
 * <p>In go folders of files; out come data sources, which executors read their shards with, and the
 * classes that the labels stand for. Any error in a file is a {@link treecast.data.DataException}
 * that names the file, the row and the line.
 *
 * <p>Read first: {@link treecast.source.IdxFolder} and {@link treecast.source.TableFolder}, the two
 * kinds of folders; {@link treecast.source.TableFormat}, what a text format has to say; {@link
 * treecast.source.Formats}, the table of formats by name.
 */
package treecast.source;

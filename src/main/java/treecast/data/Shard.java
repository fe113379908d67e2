package treecast.data;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import treecast.linalg.Matrix;
import treecast.linalg.Workspace;

/**
 * Shard of the rows: a fixed part of a data set, the unit of computation. It draws its own
 * minibatches.
 *
 * @param index index of the shard, from 0
 * @param inputs the features of each row
 * @param labels the class of each row, 0 to 65,535
 * @param selection the rows that belong to the shard, in their order
 */
public record Shard(int index, Rows inputs, char[] labels, RowSelection selection)
    implements Serializable {

  /** Shard of all rows, in the order in which they are stored. */
  public Shard(int index, Rows inputs, char[] labels) {
    this(index, inputs, labels, new RowSelection.First(labels.length));
  }

  /** Shard of all rows, whose classes are bytes (0 to 255). */
  public Shard(int index, Rows inputs, byte[] labels) {
    this(index, inputs, ClassLabels.widened(labels));
  }

  /** Shard of images: one byte (0 to 255) per pixel, row by row. */
  public Shard(int index, int features, byte[] pixels, byte[] labels) {
    this(index, new ByteRows(features, pixels), labels);
  }

  /** Number of features of a row. */
  public int features() {
    return inputs.features();
  }

  /** Shard with a selection of the stored rows, which are shared and not copied. */
  public Shard select(RowSelection some) {
    return new Shard(index, inputs, labels, some);
  }

  /** Shard with the first rows of this one, or all if there are no more. */
  public Shard first(int max) {
    return select(selection.first(max));
  }

  /**
   * Shards of a whole split, which this shard holds. They share its rows, and draw the same
   * minibatches as shards that are read separately.
   *
   * @param assignment assignment of all rows of this shard, or of its first ones
   */
  public List<Shard> shards(ShardAssignment assignment) {
    return IntStream.range(0, assignment.shards())
        .mapToObj(
            shard ->
                new Shard(
                    shard,
                    inputs,
                    labels,
                    new RowSelection.Assigned(assignment, shard, assignment.rowsOf(shard))))
        .toList();
  }

  /** Number of rows. */
  public int rows() {
    return selection.count();
  }

  /** Class of each row, 0 to 65,535. */
  public char[] classes() {
    char[] classes = new char[rows()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = labels[selection.row(i)];
    }
    return classes;
  }

  /**
   * Draws rows of a minibatch by the request's {@link MinibatchSampling}: a pure function of the
   * request and this shard.
   *
   * @param request seed, step, size and sampling of the minibatch
   * @param from index of the first row wanted within the minibatch, from 0
   * @param count number of rows wanted
   * @param workspace buffers that hold the result
   */
  public Minibatch draw(BatchRequest request, int from, int count, Workspace workspace) {
    int[] rows = workspace.integers(count);
    request.sampling().draw(request, index, rows(), from, count, rows);
    return gather(rows, count, workspace);
  }

  /** Consecutive rows of the shard, for an evaluation. */
  public Minibatch rows(int from, int count, Workspace workspace) {
    int[] rows = workspace.integers(count);
    for (int i = 0; i < count; i++) {
      rows[i] = from + i;
    }
    return gather(rows, count, workspace);
  }

  /**
   * Replaces positions in the selection by stored rows, in the same array, and copies these into a
   * minibatch.
   */
  private Minibatch gather(int[] rows, int count, Workspace workspace) {
    Matrix x = workspace.matrix(count, features());
    int[] classes = workspace.integers(count);
    for (int i = 0; i < count; i++) {
      rows[i] = selection.row(rows[i]);
      classes[i] = labels[rows[i]];
    }
    inputs.gather(rows, x);
    return new Minibatch(x, classes);
  }
}

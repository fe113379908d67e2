package treecast.data;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import treecast.linalg.Matrix;
import treecast.linalg.Permutation;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;
import treecast.linalg.Workspace;

/**
 * The unit of computation: a fixed part of the rows, which draws its own minibatches.
 *
 * @param index number of the shard, from 0
 * @param inputs the features of each row
 * @param labels the class of each row, a byte (0 to 255)
 * @param selection which of these rows the shard consists of, and in which order
 */
public record Shard(int index, Rows inputs, byte[] labels, Selection selection)
    implements Serializable {

  /** All rows, as they lie. */
  public Shard(int index, Rows inputs, byte[] labels) {
    this(index, inputs, labels, new Selection.First(labels.length));
  }

  /** A shard of images: a byte (0 to 255) each pixel, one row behind the other. */
  public Shard(int index, int features, byte[] pixels, byte[] labels) {
    this(index, new ByteRows(features, pixels), labels);
  }

  /** Features of a row. */
  public int features() {
    return inputs.features();
  }

  /** Some rows of this shard's, which are shared. */
  public Shard select(Selection some) {
    return new Shard(index, inputs, labels, some);
  }

  /** The first rows, or all if there are no more. */
  public Shard first(int max) {
    return select(selection.first(max));
  }

  /**
   * The shards to which the rows of a whole split are dealt. They share its bytes, and draw what
   * they would draw if each had been read by itself.
   *
   * @param assignment of as many rows as this has, or of the first of them
   */
  public List<Shard> dealt(ShardAssignment assignment) {
    return IntStream.range(0, assignment.shards())
        .mapToObj(
            shard ->
                new Shard(
                    shard,
                    inputs,
                    labels,
                    new Selection.Dealt(assignment, shard, assignment.rowsOf(shard))))
        .toList();
  }

  /** Number of rows. */
  public int rows() {
    return selection.count();
  }

  /**
   * Rows of a minibatch: a pure function of the draw and this shard.
   *
   * @param from the first of the drawn rows that is wanted, from 0
   * @param count rows wanted
   * @param workspace where they are put
   */
  public Minibatch draw(BatchRequest draw, int from, int count, Workspace workspace) {
    int[] rows = workspace.integers(count);
    switch (draw.sampling()) {
      case SHUFFLED -> shuffled(draw.seed(), (long) draw.step() * draw.count() + from, count, rows);
      case WITH_REPLACEMENT -> {
        RandomStream stream = RandomStream.of(Purpose.DRAWN_ROWS, draw.seed(), index, draw.step());
        for (int i = 0; i < count; i++) {
          rows[i] = stream.below(from + i, rows());
        }
      }
    }
    return gather(rows, count, workspace);
  }

  /** Neighbouring rows, as an evaluation reads them. */
  public Minibatch rows(int from, int count, Workspace workspace) {
    int[] rows = workspace.integers(count);
    for (int i = 0; i < count; i++) {
      rows[i] = from + i;
    }
    return gather(rows, count, workspace);
  }

  /** Epoch after epoch in one endless sequence; a minibatch may lie across the seam of two. */
  private void shuffled(long seed, long first, int count, int[] rows) {
    long epoch = -1;
    Permutation order = null;
    for (int i = 0; i < count; i++) {
      long place = first + i;
      if (order == null || place / rows() != epoch) {
        epoch = place / rows();
        order = new Permutation(rows(), RandomStream.of(Purpose.SHUFFLED_ROWS, seed, index, epoch));
      }
      rows[i] = order.at((int) (place % rows()));
    }
  }

  /** Places of the selection become rows, in the same array, and rows a minibatch. */
  private Minibatch gather(int[] rows, int count, Workspace workspace) {
    Matrix x = workspace.matrix(count, features());
    int[] classes = workspace.integers(count);
    for (int i = 0; i < count; i++) {
      rows[i] = selection.row(rows[i]);
      classes[i] = Byte.toUnsignedInt(labels[rows[i]]);
    }
    inputs.gather(rows, x);
    return new Minibatch(x, classes);
  }
}

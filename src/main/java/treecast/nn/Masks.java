package treecast.nn;

import treecast.linalg.Matrix;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/** Which units dropout keeps. */
@FunctionalInterface
public interface Masks {

  /**
   * Writes a mask: 1 where a unit is kept, 0 where it is dropped.
   *
   * @param layerIndex number of the hidden layer, from 1; 0 before the first one
   * @param index which of the masks of that hidden layer, from 0
   * @param ratio the share to drop
   * @param mask one row for each row of the minibatch, one column for each unit
   */
  void fill(int layerIndex, int index, double ratio, Matrix mask);

  /**
   * Masks that are a pure function of seed, step, shard, hidden layer, index, row and unit.
   *
   * @param firstRow the place of the first row in the shard's minibatch, from 0
   */
  static Masks random(long seed, int step, int shard, int firstRow) {
    return (layerIndex, index, ratio, mask) -> {
      RandomStream stream =
          index == 0
              ? RandomStream.of(Purpose.DROPOUT, seed, step, shard, layerIndex)
              : RandomStream.of(Purpose.DROPOUT, seed, step, shard, layerIndex, index);
      double[] values = mask.values();
      long first = (long) firstRow * mask.columns();
      for (int i = 0; i < mask.size(); i++) {
        values[mask.offset() + i] = Dropout.keeps(stream.uniform(first + i), ratio) ? 1 : 0;
      }
    };
  }
}

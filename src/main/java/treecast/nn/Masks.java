package treecast.nn;

import treecast.linalg.Matrix;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/** Dropout masks: the units that dropout keeps in a step. */
@FunctionalInterface
public interface Masks {

  /**
   * Writes a mask: 1 where a unit is kept, 0 where it is dropped.
   *
   * @param layerIndex index of the hidden layer, from 1; 0 before the first one
   * @param index index of the mask within the hidden layer, from 0
   * @param ratio fraction of units to drop
   * @param mask one row for each row of the minibatch, one column for each unit
   */
  void fill(int layerIndex, int index, double ratio, Matrix mask);

  /**
   * Random masks, a pure function of seed, step, shard, hidden layer, index, row and unit.
   *
   * @param firstRow index of the first row in the shard's part of the minibatch, from 0
   */
  static Masks random(long seed, int step, int shard, int firstRow) {
    return (layerIndex, index, ratio, mask) -> {
      RandomStream stream =
          index == 0
              ? RandomStream.of(Purpose.DROPOUT, seed, step, shard, layerIndex)
              : RandomStream.of(Purpose.DROPOUT, seed, step, shard, layerIndex, index);
      long first = (long) firstRow * mask.columns();
      for (int i = 0; i < mask.size(); i++) {
        mask.set(i, Dropout.keeps(stream.uniform(first + i), ratio) ? 1 : 0);
      }
    };
  }
}

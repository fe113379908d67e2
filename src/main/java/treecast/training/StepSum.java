package treecast.training;

import treecast.linalg.ArrayPool;
import treecast.nn.GradientSum;

/**
 * The sum over all shards of one step. Its array is used again for later steps once it is closed.
 *
 * @param sum over all shards
 * @param pool where its array goes
 */
public record StepSum(GradientSum sum, ArrayPool pool) implements AutoCloseable {
  @Override
  public void close() {
    sum.recycle();
  }
}

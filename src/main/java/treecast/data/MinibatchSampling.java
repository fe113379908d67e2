package treecast.data;

import treecast.linalg.Permutation;
import treecast.linalg.RandomStream;
import treecast.linalg.RandomStream.Purpose;

/**
 * Sampling of the rows of a minibatch: draws the rows of a shard at a step, as a pure function of
 * the request and the shard.
 */
public enum MinibatchSampling {
  /** Without replacement: the shard's rows in an order that is shuffled anew for every epoch. */
  SHUFFLED("shuffled") {
    /**
     * Draws without replacement: epochs form one endless sequence, and a minibatch may contain the
     * end of one epoch and the beginning of the next.
     */
    @Override
    void draw(BatchRequest request, int shard, int rows, int from, int count, int[] drawn) {
      long first = (long) request.step() * request.count() + from;
      long epoch = -1;
      Permutation order = null;
      for (int i = 0; i < count; i++) {
        long position = first + i;
        if (order == null || position / rows != epoch) {
          epoch = position / rows;
          RandomStream stream =
              RandomStream.of(Purpose.SHUFFLED_ROWS, request.seed(), shard, epoch);
          order = new Permutation(rows, stream);
        }
        drawn[i] = order.at((int) (position % rows));
      }
    }
  },
  /**
   * With replacement, as the listings of "Deep Learning from Scratch" do: every row of every
   * minibatch is drawn from all.
   */
  WITH_REPLACEMENT("with-replacement") {
    @Override
    void draw(BatchRequest request, int shard, int rows, int from, int count, int[] drawn) {
      RandomStream stream =
          RandomStream.of(Purpose.DRAWN_ROWS, request.seed(), shard, request.step());
      for (int i = 0; i < count; i++) {
        drawn[i] = stream.below(from + i, rows);
      }
    }
  };

  private final String key;

  MinibatchSampling(String key) {
    this.key = key;
  }

  /**
   * Draws rows of a shard's minibatch.
   *
   * @param request seed, step, size and sampling of the minibatch
   * @param shard index of the shard
   * @param rows number of rows that the shard has
   * @param from index of the first row wanted within the minibatch, from 0
   * @param count number of rows wanted
   * @param drawn receives their indices in the shard, from index 0 on
   */
  abstract void draw(BatchRequest request, int shard, int rows, int from, int count, int[] drawn);

  /** Name of this sampling in a plan. */
  public String key() {
    return key;
  }
}

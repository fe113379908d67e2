package treecast.nn;

/**
 * The order in which the sums of shards are joined: a binary tree whose leaves are the shards,
 * padded to a power of two. On every level node r is joined with node r + half of the level's
 * width, r first; where there is no right one, the left one passes through.
 *
 * <p>A node is numbered {@code width + r}: the root is 1, its children 2 and 3. Whoever holds two
 * siblings may join them, in whatever order they came and wherever they lie, and the sum at the
 * root has the same bits.
 *
 * @param leaves number of shards, 1 or more
 */
record SummationTree(int leaves) {
  static final int ROOT = 1;

  /**
   * The node of a shard: its leaf, or the parent of that where no other leaf is there to be joined
   * with. All other nodes have a sibling, but for the root.
   */
  int nodeOf(int shard) {
    int leaf = width() + shard;
    return leaf == ROOT || exists(sibling(leaf)) ? leaf : parent(leaf);
  }

  /** The node that this one is joined with. */
  static int sibling(int node) {
    int half = Integer.highestOneBit(node) / 2;
    return isLeft(node) ? node + half : node - half;
  }

  /** The node that two siblings give. */
  static int parent(int node) {
    int half = Integer.highestOneBit(node) / 2;
    return isLeft(node) ? node - half : node - 2 * half;
  }

  /** Whether it is the first of the two that are joined. */
  static boolean isLeft(int node) {
    int width = Integer.highestOneBit(node);
    return node - width < width / 2;
  }

  /** Whether any shard lies below this node. */
  private boolean exists(int node) {
    return node - Integer.highestOneBit(node) < leaves;
  }

  /** The power of two that the number of shards is padded to. */
  private int width() {
    return leaves == 1 ? 1 : 2 * Integer.highestOneBit(leaves - 1);
  }
}

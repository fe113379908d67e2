package treecast.nn;

import java.util.HashSet;
import java.util.Set;

/**
 * Summation tree (the canonical tree): the order in which the sums of shards are added. It is a
 * binary tree whose leaves are the shards, padded to a power of two. On every level, node r is
 * added to node r + half of the level's width, with r first; a node without a sibling is passed to
 * the next level.
 *
 * <p>A node has the number {@code width + r}: the root is 1, its children 2 and 3. Siblings may be
 * added anywhere and in any order of arrival, and the sum at the root has the same bits.
 *
 * @param leaves number of shards, 1 or more
 */
record SummationTree(int leaves) {
  static final int ROOT = 1;

  /**
   * Node of a shard: its leaf, or the leaf's parent if the leaf has no sibling. All other nodes
   * except the root have a sibling.
   */
  int nodeOf(int shard) {
    int leaf = width() + shard;
    return leaf == ROOT || exists(sibling(leaf)) ? leaf : parent(leaf);
  }

  /** Sibling of a node, to which it is added. */
  static int sibling(int node) {
    int half = Integer.highestOneBit(node) / 2;
    return isLeft(node) ? node + half : node - half;
  }

  /** Parent of a node. */
  static int parent(int node) {
    int half = Integer.highestOneBit(node) / 2;
    return isLeft(node) ? node - half : node - 2 * half;
  }

  /** Whether a node is the first operand of the addition with its sibling. */
  static boolean isLeft(int node) {
    int width = Integer.highestOneBit(node);
    return node - width < width / 2;
  }

  /** Whether any shard lies below this node. */
  private boolean exists(int node) {
    return node - Integer.highestOneBit(node) < leaves;
  }

  /**
   * Largest number of sums that are held at once while those of some shards are added, the one that
   * is computed included.
   *
   * @param order the shards, one after the other
   */
  int sumsAtOnce(int[] order) {
    Set<Integer> held = new HashSet<>();
    int most = 0;
    for (int shard : order) {
      most = Math.max(most, held.size() + 1);
      int node = nodeOf(shard);
      while (node != ROOT && held.remove(sibling(node))) {
        node = parent(node);
      }
      held.add(node);
    }
    return most;
  }

  /** Number of leaves, padded to a power of two. */
  private int width() {
    return leaves == 1 ? 1 : 2 * Integer.highestOneBit(leaves - 1);
  }
}

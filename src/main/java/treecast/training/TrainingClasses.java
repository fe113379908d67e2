package treecast.training;

import java.util.List;
import treecast.data.HoldOut;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.nn.ClassWeights;
import treecast.nn.Network;

/**
 * Decisions of a training that depend on the classes of its rows. They are the same for any number
 * of partitions, because a shard says nothing but the classes of its rows.
 */
public final class TrainingClasses {
  private TrainingClasses() {}

  /** Hold-out split with its rows chosen. */
  static HoldOut decide(HoldOut holdOut, Engine engine) {
    if (!holdOut.isOpen()) {
      return holdOut;
    }
    List<char[]> shards = engine.map(Split.TRAIN, Shard::classes);
    int rows = shards.stream().mapToInt(shard -> shard.length).sum();
    ShardAssignment assignment = new ShardAssignment(rows, shards.size());
    char[] classes = new char[rows];
    for (int shard = 0; shard < shards.size(); shard++) {
      for (int i = 0; i < shards.get(shard).length; i++) {
        classes[assignment.row(shard, i)] = shards.get(shard)[i];
      }
    }
    return holdOut.decided(classes, assignment);
  }

  /**
   * Network with its class weights, if they depend on the number of training rows of each class.
   */
  static Network decide(Network network, EvaluationPolicy policy, Engine engine) {
    ClassWeights weights = network.classWeights();
    return weights.isOpen()
        ? network.weightedBy(
            weights.balancedBy(counts(engine, Role.TRAINING, policy, network.outputs())))
        : network;
  }

  /**
   * Number of rows of each class.
   *
   * @param policy with a decided hold-out split
   */
  public static long[] counts(Engine engine, Role role, EvaluationPolicy policy, int classes) {
    Split split = role == Role.TEST ? Split.TEST : Split.TRAIN;
    long[] counts = new long[classes];
    for (long[] part : engine.map(split, shard -> counts(policy.rows(role, shard), classes))) {
      for (int of = 0; of < classes; of++) {
        counts[of] += part[of];
      }
    }
    return counts;
  }

  private static long[] counts(Shard shard, int classes) {
    long[] counts = new long[classes];
    for (char of : shard.classes()) {
      counts[of]++;
    }
    return counts;
  }
}

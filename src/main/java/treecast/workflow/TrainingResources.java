package treecast.workflow;

import java.util.Optional;
import org.apache.spark.SparkContext;
import treecast.cluster.ClusterResources;
import treecast.training.MemoryNeeds;
import treecast.training.TrainingPlan;

/**
 * Resources of a training, held against what its plan needs: memory without which it does not
 * begin, and cores that its steps leave idle.
 */
public record TrainingResources(TrainingPlan plan) {

  /**
   * Refuses a training that cannot fit.
   *
   * @param checkpoints whether it writes checkpoints
   * @param partitions number of partitions of its rows
   * @throws NotEnoughMemory if the driver or the executors have too little
   */
  void requireMemory(SparkContext spark, boolean checkpoints, int partitions) {
    ClusterResources there = ClusterResources.of(spark);
    MemoryNeeds.Held held = there.held(plan.batches().shards(), partitions);
    MemoryNeeds needs =
        there.local()
            ? MemoryNeeds.inOneJvm(plan, checkpoints, held)
            : MemoryNeeds.onCluster(plan, checkpoints, held);
    MemoryNeeds found = new MemoryNeeds(Runtime.getRuntime().maxMemory(), there.executorHeap());
    NotEnoughMemory.refuse(plan.network().parameters(), needs, found);
  }

  /**
   * Says how many cores the steps leave idle, if they leave any. It is asked once the rows are
   * read, as executors may have come in the meantime.
   */
  Optional<String> idleCores(SparkContext spark) {
    return idleCores(ClusterResources.of(spark).totalCores());
  }

  /**
   * Says how many cores the steps leave idle, if they leave any.
   *
   * @param cores number of cores that there are
   */
  public Optional<String> idleCores(int cores) {
    int shards = plan.batches().shards();
    return cores <= shards
        ? Optional.empty()
        : Optional.of(
            "%d of %d cores stand idle, because the plan has %d shard%s (--set shards=%d would use all of them, and is another plan with other bits)"
                .formatted(cores - shards, cores, shards, shards == 1 ? "" : "s", cores));
  }
}

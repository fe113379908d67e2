package treecast.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;
import treecast.data.ClassChoice;
import treecast.data.DataException;
import treecast.data.Shard;
import treecast.data.ShardAssignment;

/**
 * Labeled rows of an RDD that a program has, as training or test rows. They are numbered in the
 * RDD's order and assigned to shards by these numbers, like the rows of a file: the same rows in
 * the same order give the same bits, in any number of partitions before and afterwards.
 *
 * <p>If executors are lost, rows are computed anew. So the RDD has to give them in the same order
 * again, as files do; after a shuffle, such as {@code repartition}, they should be sorted or
 * checkpointed.
 */
public final class LabeledRows {
  private static final int MAX_LABEL = ClassChoice.MAX - 1;

  private final JavaPairRDD<LabeledVector, Long> numbered;
  private final int count;
  private final int features;
  private final int classes;

  private LabeledRows(JavaPairRDD<LabeledVector, Long> numbered, RowCensus all) {
    this.numbered = numbered;
    this.count = Math.toIntExact(all.rows());
    this.features = all.features();
    this.classes = all.largest() + 1;
  }

  /**
   * Numbers and checks the rows of an RDD.
   *
   * @throws DataException if there are no rows, or 2^31 and more, if rows have different numbers of
   *     features, a feature that is not finite, or a label that is not from 0 to 65,534
   */
  public static LabeledRows of(JavaRDD<LabeledVector> rows) {
    JavaPairRDD<LabeledVector, Long> numbered = rows.zipWithIndex();
    List<LabeledVector> first = rows.take(1);
    int features = first.isEmpty() ? 0 : first.get(0).features().size();
    RowCensus all =
        numbered.aggregate(
            RowCensus.of(features),
            (census, row) -> census.with(row._1(), row._2()),
            RowCensus::and);
    if (!all.complaint().isEmpty()) {
      throw new DataException(all.complaint());
    }
    if (all.rows() == 0 || all.rows() > Integer.MAX_VALUE) {
      throw new DataException(
          "RDD: expected 1 to %d rows, found %d".formatted(Integer.MAX_VALUE, all.rows()));
    }
    return new LabeledRows(numbered, all);
  }

  /** Number of rows. */
  public int count() {
    return count;
  }

  /** Number of features of a row. */
  public int features() {
    return features;
  }

  /** Number of classes: the largest label plus 1. */
  public int classes() {
    return classes;
  }

  /**
   * Assigns the rows to shards, which executors cache.
   *
   * @param shards number of shards, which is part of the plan
   * @param partitions number of partitions in which they are cached, 1 to {@code shards}; it
   *     changes no bit. Where Spark runs in this JVM a thread computes one at a time; on a cluster
   *     a step has a task for each executor.
   */
  public ShardedData sharded(int shards, int partitions) {
    ShardAssignment assignment = new ShardAssignment(count, shards);
    int width = features;
    RDD<Shard> sharded =
        numbered
            .mapPartitionsToPair(rows -> parts(rows, assignment, width))
            .partitionBy(new HashPartitioner(partitions)) // shard s to s mod P, as in ShardRdd
            .mapPartitionsWithIndex(
                (partition, parts) -> whole(parts, width, empty(partition, shards, partitions)),
                true)
            .rdd();
    sharded.setName("labeled rows");
    sharded.persist(StorageLevel.MEMORY_AND_DISK());
    return new ShardedData(sharded, shards).cached();
  }

  /** Rows of a partition by their shards. */
  private static Iterator<Tuple2<Integer, ShardPart>> parts(
      Iterator<Tuple2<LabeledVector, Long>> rows, ShardAssignment assignment, int features) {
    TreeMap<Integer, ShardPart.Builder> parts = new TreeMap<>();
    while (rows.hasNext()) {
      Tuple2<LabeledVector, Long> row = rows.next();
      int number = row._2().intValue();
      parts
          .computeIfAbsent(assignment.shardOf(number), shard -> new ShardPart.Builder(features))
          .add(number, row._1());
    }
    List<Tuple2<Integer, ShardPart>> built = new ArrayList<>();
    parts.forEach((shard, part) -> built.add(new Tuple2<>(shard, part.build())));
    return built.iterator();
  }

  /** Parts of the shards of a partition, of which there are none yet: a shard may have no row. */
  private static Map<Integer, List<ShardPart>> empty(int partition, int count, int partitions) {
    Map<Integer, List<ShardPart>> shards = new TreeMap<>();
    for (int shard = partition; shard < count; shard += partitions) {
      shards.put(shard, new ArrayList<>());
    }
    return shards;
  }

  /** Shards of a partition, in the order of their indices. */
  private static Iterator<Shard> whole(
      Iterator<Tuple2<Integer, ShardPart>> parts,
      int features,
      Map<Integer, List<ShardPart>> shards) {
    while (parts.hasNext()) {
      Tuple2<Integer, ShardPart> part = parts.next();
      shards.get(part._1()).add(part._2());
    }
    List<Shard> whole = new ArrayList<>();
    shards.forEach((shard, some) -> whole.add(ShardPart.shard(shard, some, features)));
    return whole.iterator();
  }

  /**
   * Numbers of some rows, and what is wrong with the first of them that is bad.
   *
   * @param features number of features that each row has to have
   * @param largest largest label
   * @param bad number of the row that the complaint is about
   */
  private record RowCensus(long rows, int features, int largest, long bad, String complaint)
      implements Serializable {

    static RowCensus of(int features) {
      return new RowCensus(0, features, 0, Long.MAX_VALUE, "");
    }

    RowCensus with(LabeledVector row, long number) {
      String wrong = complaint.isEmpty() ? wrong(row, number) : "";
      return new RowCensus(
          rows + 1,
          features,
          Math.max(largest, row.label()),
          wrong.isEmpty() ? bad : number,
          wrong.isEmpty() ? complaint : wrong);
    }

    RowCensus and(RowCensus other) {
      boolean mine = bad <= other.bad;
      return new RowCensus(
          rows + other.rows,
          features,
          Math.max(largest, other.largest),
          Math.min(bad, other.bad),
          mine ? complaint : other.complaint);
    }

    private String wrong(LabeledVector row, long number) {
      if (row.features().size() != features) {
        return "RDD: row %d: expected %d features, as the first row has, found %d"
            .formatted(number, features, row.features().size());
      }
      if (row.label() < 0 || row.label() > MAX_LABEL) {
        return "RDD: row %d: expected a label from 0 to %d, found %d"
            .formatted(number, MAX_LABEL, row.label());
      }
      double[] values = row.features().toArray();
      for (int j = 0; j < values.length; j++) {
        if (!Double.isFinite(values[j])) {
          return "RDD: row %d: expected finite features, found %s as feature %d"
              .formatted(number, values[j], j + 1);
        }
      }
      return "";
    }
  }
}

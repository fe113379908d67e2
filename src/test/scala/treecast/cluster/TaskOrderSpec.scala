package treecast.cluster

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{Shard, Split}
import treecast.testing.SparkContexts.withSpark

import java.util.concurrent.ConcurrentLinkedQueue
import scala.jdk.CollectionConverters._

/** Tasks whose sums are joined follow one another, whatever their number. */
class TaskOrderSpec extends AnyFunSuite {
  test("neighbours in the order are siblings in the summation tree") {
    assert(ShardedData.order(1).asScala == Seq(0))
    assert(ShardedData.order(2).asScala == Seq(0, 1))
    assert(ShardedData.order(8).asScala == Seq(0, 4, 2, 6, 1, 5, 3, 7))
    assert(ShardedData.order(6).asScala == Seq(0, 4, 2, 1, 5, 3))
    assert(ShardedData.order(0).isEmpty)
  }

  test("one core takes the tasks in this order, and results are still those of the shards") {
    withSpark("local[1]") { spark =>
      val read: ShardReader = wanted => {
        TaskOrderSpec.taken.add(wanted.asScala.map(_.toInt).toSeq)
        wanted.asScala.map(shard => new Shard(shard, 1, Array[Byte](0), Array[Byte](0))).iterator.asJava
      }
      val data = ShardedData.read(spark, "shards", 10, 4, read)
      assert(
        new SparkEngine(spark, data, ShardedData.none(spark))
          .map[Integer](Split.TRAIN, shard => shard.index)
          .asScala == (0 until 10)
      )
      assert(TaskOrderSpec.taken.asScala.toSeq == Seq(Seq(0, 4, 8), Seq(2, 6), Seq(1, 5, 9), Seq(3, 7)))
      data.close()
    }
  }
}

object TaskOrderSpec {

  /** The shards of each task of this JVM, in the order in which they were read. */
  val taken = new ConcurrentLinkedQueue[Seq[Int]]
}

package treecast.cluster

import org.apache.spark.SparkContext
import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.{Slow, StandaloneCluster}

import scala.jdk.CollectionConverters._

/** Executors of one, two and three cores, and those that come and go while a training runs: one hash. */
class ChangingExecutorsSpec extends AnyFunSuite with DisturbedTrainings {
  override protected val places: Seq[String] = Seq("auto", "driver", "executors")
  private val small = Seq("spark.executor.memory" -> "512m", "spark.driver.host" -> "127.0.0.1")

  private def cores(spark: SparkContext): Seq[Int] = Executors.of(spark).asScala.map(_.cores).toSeq.sorted

  test("executors of one, two and three cores, in every number of partitions, and all ways of joining", Slow) {
    var runs = 0
    for (each <- 1 to 3; place <- places) withCluster(s"local-cluster[2,$each,1024]", place) { spark =>
      awaitExecutors(spark, 2)
      assert(cores(spark) == Seq(each, each))
      for (partitions <- Seq(1, 2, 3, 5, 8, 13)) {
        assert(trained(spark, partitions = partitions) == expected, s"$each cores, $partitions partitions, $place")
        runs += 1
      }
    }
    info(s"$runs runs, one hash")
  }

  test("unequal executors, one that is killed and one that comes back, and all ways of joining", Slow) {
    var runs = 0
    val cluster = new StandaloneCluster("--workers", "3", "--cores", "1,2,3", "--memory", "1g")
    try
      for (place <- places) withCluster(cluster.master, place, small: _*) { spark =>
        awaitExecutors(spark, 3)
        assert(cores(spark) == Seq(1, 2, 3))
        for (partitions <- Seq(2, 3, 13)) {
          assert(trained(spark, partitions = partitions) == expected, s"$partitions partitions, $place")
          runs += 1
        }
        for (worker <- 1 to 3) {
          val found = trained(
            spark,
            before = {
              case 3 => cluster.command("kill", s"$worker"); ()
              case 8 => cluster.command("restart", s"$worker"); awaitExecutors(spark, 3)
              case _ => ()
            }
          )
          assert(found == expected, s"worker $worker was killed, $place")
          assert(cores(spark) == Seq(1, 2, 3))
          runs += 1
        }
      }
    finally cluster.close()
    info(s"$runs runs, one hash")
  }

  test("executors that are added while a training runs, and taken away again", Slow) {
    var runs = 0
    for (place <- places) withCluster("local-cluster[3,1,1024]", place) { spark =>
      awaitExecutors(spark, 3)
      def leave(count: Int): Unit = {
        val all = Executors.of(spark).asScala.map(_.id)
        if (all.size > count) spark.killExecutors(all.drop(count).toSeq)
        spark.requestTotalExecutors(count, 0, Map.empty)
        awaitExecutors(spark, count)
      }
      val changes = Seq(Map(1 -> 1, 4 -> 2, 8 -> 3), Map(1 -> 3, 4 -> 1, 8 -> 2), Map(1 -> 2, 5 -> 3, 9 -> 1))
      for (change <- changes) {
        assert(trained(spark, before = step => change.get(step).foreach(leave)) == expected, s"$change, $place")
        runs += 1
      }
    }
    info(s"$runs runs, one hash")
  }
}

package treecast.cluster

import org.scalatest.funsuite.AnyFunSuite

import scala.jdk.CollectionConverters._

/** What a cluster has, and what a step holds there. */
class ClusterResourcesSpec extends AnyFunSuite {
  private def local(cores: Int) = new ClusterResources(true, Seq(cores).map(Int.box).asJava, 0)

  private def executors(cores: Int*) = new ClusterResources(false, cores.map(Int.box).asJava, 1L << 30)

  test("a JVM holds the gradients of its threads, and sums of tasks that have ended") {
    assert(local(1).gradientArrays(1, 1) == 1)
    assert(local(1).gradientArrays(8, 1) == 5, "0 to 3 wait, and 4 is computed")
    assert(local(2).gradientArrays(8, 2) == 6)
    assert(local(8).gradientArrays(8, 8) == 8)
    assert(local(2).gradientArrays(8, 8) == 2 + 2)
  }

  test("an executor holds the gradients of its threads over its share of the shards; the largest one counts") {
    assert(executors(1, 1).gradientArrays(2, 2) == 1)
    assert(executors(2, 2).gradientArrays(8, 8) == 4)
    assert(executors(2, 2).gradientArrays(4, 4) == 2)
    assert(executors(4, 4).gradientArrays(8, 8) == 4)
    assert(executors(3, 1).gradientArrays(8, 8) > executors(2, 2).gradientArrays(8, 8))
    assert(executors().gradientArrays(8, 8) == 1, "none is there yet")
  }

  test("all cores count") {
    assert(local(3).totalCores == 3 && executors(2, 3).totalCores == 5 && executors().totalCores == 0)
  }
}

package treecast.cluster

import org.apache.spark.{SparkConf, SparkEnv}
import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.SparkContexts

class DriverApartSpec extends AnyFunSuite {

  test("the driver's host is a rack, and all others are another one") {
    val mapper = new DriverApart(new SparkConf(false).set("spark.driver.host", "one"))
    assert(mapper.getTopologyForHost("one").contains("driver"))
    assert(Seq("two", "three", "").forall(mapper.getTopologyForHost(_).contains("executors")))
  }

  test("executors prefer one another to the driver when they fetch blocks, by the settings that we bring") {
    // Executors of a local cluster are named by an address, also where there is only that of the machine itself.
    val settings = SparkContexts.productSettings ++ Seq(
      "spark.driver.host" -> "localhost",
      "spark.driver.bindAddress" -> "127.0.0.1"
    )
    SparkContexts.withSpark("local-cluster[2,1,1024]", settings: _*) { spark =>
      Executors.await(spark)
      Executors.awaitStores(spark)
      val driver = SparkEnv.get.blockManager.blockManagerId
      val executors = SparkEnv.get.blockManager.master.getPeers(driver)
      assert(executors.size == 2 && executors.forall(_.host != driver.host), executors)
      assert(driver.topologyInfo.contains("driver") && executors.forall(_.topologyInfo.contains("executors")))
    }
  }
}

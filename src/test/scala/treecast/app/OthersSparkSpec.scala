package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles
import treecast.testing.SparkContexts.withSpark
import treecast.testing.Waiting

/** Commands in a program that has a Spark context of its own. */
class OthersSparkSpec extends AnyFunSuite with Sweeps with Waiting {
  test("a Spark context that was there before is used, and goes on as it was") {
    IdxFiles.withEmptyFolder { runs =>
      val before = CountingStarts.count.get
      withSpark("local[2]") { spark =>
        await("listeners hear of their own start a little later")(CountingStarts.count.get == before + 1)
        val names = Seq("spark.scheduler.pool", "spark.jobGroup.id", "spark.job.description", "callSite.short")
        def properties = (names.map(spark.getLocalProperty), spark.getJobTags())
        spark.setLocalProperty("spark.scheduler.pool", "theirs")
        val (settings, local, starts) = (spark.getConf.getAll.toMap, properties, CountingStarts.count.get)
        val sweep = runs.resolve("sweep")
        val commands = Seq(
          "train" -> (() => trainDigits(runs.resolve("run"), plan: _*)),
          "evaluate" -> (() => run("evaluate", runs.resolve("run").toString, "--data", digits.toString)),
          "sweep" -> (() => this.sweep(sweep, "trials=2")),
          "distributed" -> (() => this.sweep(runs.resolve("other"), "trials=2", "mode=distributed")),
          "promote" -> (() => run("promote", sweep.toString)),
          "experiment" -> (() => run("experiment", "optimizers", "--data", digits.toString, "--out", s"$runs/figures"))
        )
        for ((name, command) <- commands) {
          val done = command()
          assert(done.code == 0, s"$name: ${done.err}")
          assert(!spark.isStopped, name)
          assert(spark.parallelize(1 to 10, 2).sum() == 55, name)
          assert(properties == local && spark.getConf.getAll.toMap == settings, name)
          assert(spark.getPersistentRDDs.isEmpty, s"$name leaves no rows behind")
        }
        assert(CountingStarts.count.get == starts, "they need no other")
      }
      val started = CountingStarts.count.get
      assert(trainDigits(runs.resolve("alone"), plan: _*).code == 0 && CountingStarts.count.get == started + 1)
      withSpark("local[1]")(spark => assert(!spark.isStopped)) // which would be refused beside another
    }
  }
}

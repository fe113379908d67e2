package treecast.cluster

import org.apache.spark.SparkContext
import org.apache.spark.scheduler.{SparkListener, SparkListenerJobStart}
import org.scalatest.Assertions
import treecast.testing.Waiting

import java.util.concurrent.ConcurrentLinkedQueue
import scala.jdk.CollectionConverters._

/** Number of jobs that Spark is given. */
trait CountedJobs extends Waiting { this: Assertions =>

  /** Counts the jobs of a context from now until it is asked: between a job before them and one behind, as listeners
    * hear of jobs late.
    */
  protected def jobs(spark: SparkContext): () => Int = {
    val begun = new ConcurrentLinkedQueue[String]
    spark.addSparkListener(new SparkListener {
      override def onJobStart(start: SparkListenerJobStart): Unit =
        begun.add(String.valueOf(start.properties.getProperty("spark.job.description")))
    })
    def heard(name: String): Unit = {
      spark.setJobDescription(name)
      spark.parallelize(Seq(1), 1).count()
      spark.setJobDescription(null)
      await(s"the $name job is heard of")(begun.contains(name))
    }
    heard("first")
    () => {
      heard("last")
      begun.asScala.toSeq.dropWhile(_ != "first").takeWhile(_ != "last").size - 1
    }
  }
}

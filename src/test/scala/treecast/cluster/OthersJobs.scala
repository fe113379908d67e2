package treecast.cluster

import org.apache.spark.SparkContext
import org.apache.spark.scheduler.{SparkListener, SparkListenerJobStart}

import java.util.concurrent.{CountDownLatch, TimeUnit}
import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.Future

/** Jobs that somebody else runs in the same Spark context. */
object OthersJobs {

  /** What the job of others waits for. */
  @volatile var mayEnd = new CountDownLatch(1)

  /** A job that somebody else runs in the same context, until it may end. */
  def othersJob(spark: SparkContext): Future[Long] = {
    mayEnd = new CountDownLatch(1)
    val began = firstJob(spark)
    val job = Future {
      spark
        .parallelize(Seq(1), 1)
        .map { one =>
          OthersJobs.mayEnd.await(60, TimeUnit.SECONDS)
          one
        }
        .count()
    }
    began.await(30, TimeUnit.SECONDS)
    job
  }

  /** Opens with the next job that begins. */
  def firstJob(spark: SparkContext): CountDownLatch = {
    val began = new CountDownLatch(1)
    spark.addSparkListener(new SparkListener {
      override def onJobStart(start: SparkListenerJobStart): Unit = began.countDown()
    })
    began
  }
}

package treecast.cluster

import org.apache.spark.{SparkConf, SparkContext}
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{IdxFolder, Split}
import treecast.linalg.ArrayPool
import treecast.nn.GradientSum
import treecast.testing.DefaultStorage.storage
import treecast.testing.SmallDigits

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.util.concurrent.ConcurrentLinkedQueue
import scala.jdk.CollectionConverters._

/** Weights reach tasks, and sums the driver, as they are where they share a JVM, and in bytes anywhere else. */
class MailboxSpec extends AnyFunSuite {
  private def sum(value: Double) = GradientSum.of(0, 1, Array(value), new ArrayPool)

  private def copied[T](original: T): T = {
    val bytes = new ByteArrayOutputStream
    val out = new ObjectOutputStream(bytes)
    out.writeObject(original)
    out.close()
    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject().asInstanceOf[T]
  }

  test("in the driver's JVM the parcel holds a number, and the very sum is received, once") {
    val mailbox = new Mailbox
    val (job, other) = (mailbox.open(), mailbox.open())
    val (first, second) = (sum(1), sum(2))
    val parcels = Seq(mailbox.send(job, 7, first), mailbox.send(job, 8, second), mailbox.send(other, 7, sum(3)))
    assert(parcels.map(_.sum) == Seq(null, null, null))
    val travelled = parcels.map(copied)
    assert(mailbox.receive(job, travelled(1)) eq second)
    assert(mailbox.receive(job, travelled.head) eq first)
    assert(mailbox.receive(job, travelled.head) == null)
    assert(mailbox.receive(other, travelled(2)).total.toSeq == Seq(3.0))
  }

  test("anywhere else the parcel holds the sum") {
    val mailbox = new Mailbox
    val job = mailbox.open()
    val parcel = copied(copied(mailbox).send(job, 7, sum(5)))
    assert(mailbox.receive(job, parcel).total.toSeq == Seq(5.0))
  }

  test("a job that has ended keeps nothing: a late attempt's sum is its own result") {
    val mailbox = new Mailbox
    val job = mailbox.open()
    mailbox.send(job, 7, sum(1))
    mailbox.close(job)
    val late = sum(2)
    assert(mailbox.send(job, 8, late).sum eq late)
  }

  test("weights lie under their step's number until it is over") {
    val mailbox = new Mailbox
    val (first, second) = (Array(1.0), Array(2.0))
    val (one, other) = (mailbox.layOut(first), mailbox.layOut(second))
    assert(mailbox.weights(one) eq first)
    assert(mailbox.weights(other) eq second)
    mailbox.clear(one)
    val late = intercept[IllegalStateException](mailbox.weights(one))
    assert(late.getMessage == "the step of these weights is over")
    assert(mailbox.weights(other) eq second)
  }

  test(
    "under local[2] tasks read the driver's weights and a sum is an array that a task has filled, neither is a copy"
  ) {
    val folder = SmallDigits.folder(trainRows = 8, testRows = 8)
    val spark = new SparkContext(
      new SparkConf()
        .setMaster("local[2]")
        .setAppName("mailbox")
        .set("spark.ui.enabled", "false")
        .set("spark.log.level", "OFF")
    )
    try {
      val digits = IdxFolder.of(storage, folder.toString, 10).examine()
      val data = ShardedData.load(spark, digits, Split.TRAIN, 4, 2)
      val weights = Array(7.0)
      val handout = data.handOut(weights)
      val total = data.sum { shard =>
        MailboxSpec.read.add(handout.values)
        val array = Array(1.0 + shard.index)
        MailboxSpec.filled.add(array)
        GradientSum.of(shard.index, 4, array, new ArrayPool)
      }.total
      assert(total.toSeq == Seq(10.0))
      assert(MailboxSpec.filled.asScala.exists(_ eq total))
      handout.close()
      assert(MailboxSpec.read.size == 4 && MailboxSpec.read.asScala.forall(_ eq weights))
      intercept[IllegalStateException](handout.values)
      data.close()
    } finally {
      spark.stop()
      SmallDigits.delete(folder)
    }
  }
}

object MailboxSpec {

  /** What tasks of this JVM have filled. */
  val filled = new ConcurrentLinkedQueue[Array[Double]]

  /** The weights that tasks of this JVM have been given. */
  val read = new ConcurrentLinkedQueue[Array[Double]]
}

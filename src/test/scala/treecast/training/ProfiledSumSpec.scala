package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.ArrayPool
import treecast.nn.GradientSum

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}

/** What `--profile` shows: the time that went into a sum travels beside it and changes nothing of it. */
class ProfiledSumSpec extends AnyFunSuite {
  private val shards = 5
  private val length = 100000

  private def values(shard: Int) = Array.tabulate(length)(i => math.sin(shard + i * 0.1) * math.pow(10, shard - 2))

  private def plain(shard: Int) = GradientSum.of(shard, shards, values(shard))

  private def leaf(shard: Int, pool: ArrayPool) =
    ProfiledSum.of(plain(shard), new Work(1, 10, 100, 1000, 10000, shard), pool)

  private def sent(sum: ProfiledSum): ProfiledSum = {
    val bytes = new ByteArrayOutputStream
    val out = new ObjectOutputStream(bytes)
    out.writeObject(sum)
    out.close()
    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject.asInstanceOf[ProfiledSum]
  }

  test("the sum has the bits of the sum without a profile, sent or not") {
    val expected = (0 until shards).map(plain).reduce(_ plus _).total.toSeq
    val pool = new ArrayPool
    for (sends <- Seq[ProfiledSum => ProfiledSum](identity, sent)) {
      val sum = Seq(3, 1, 0, 4, 2).map(s => sends(leaf(s, pool))).foldLeft(new ProfiledSum)(_ plus _)
      assert(sends(sum).sum.total.toSeq == expected)
    }
  }

  test("work adds up, but for the slowest task, which is the slowest; joining is measured and added") {
    val sum = (0 until shards).map(leaf(_, new ArrayPool)).foldLeft(new ProfiledSum)(_ plus _)
    val work = sum.work
    assert((work.gather, work.forward, work.backward, work.serialising) == ((5, 50, 500, 50000)))
    assert(work.slowest == shards - 1)
    assert(work.joining > 5000)
    assert(sum.tookTask(77).work == new Work(5, 50, 500, work.joining, 50000, 77))
  }

  test("writing and reading are measured and added to what was serialised before") {
    val pool = new ArrayPool
    val (once, twice) = (sent(leaf(2, pool)), sent(sent(leaf(2, pool))))
    assert(once.work.serialising > 10000 && twice.work.serialising > 10000)
    val written = new ByteArrayOutputStream
    val out = new ObjectOutputStream(written)
    leaf(2, pool).writeExternal(out)
    out.close()
    val in = new ObjectInputStream(new ByteArrayInputStream(written.toByteArray))
    new GradientSum().readExternal(in)
    assert(in.readObject().asInstanceOf[Work].serialising > 10000, "writing alone")
    for (sum <- Seq(once, twice))
      assert(sum.work == new Work(1, 10, 100, 1000, sum.work.serialising, 2))
  }

  test("arrays that are not needed any more go to the pool, the total's when it is given back") {
    val pool = new ArrayPool
    val arrays = (0 until shards).map(values)
    val sums = arrays.zipWithIndex.map { case (a, s) => ProfiledSum.of(GradientSum.of(s, shards, a), Work.NONE, pool) }
    val sum = sums.reduce(_ plus _)
    val total = sum.sum.total
    val returned = Seq.fill(shards - 1)(pool.takeZeros(length))
    assert(
      (returned :+ total).distinctBy(System.identityHashCode).size == shards && (returned :+ total).forall(a =>
        arrays.exists(_ eq a)
      )
    )
    sum.close()
    assert(pool.takeZeros(length) eq total)
    assert(sum.sum.arrays == 0)
    intercept[IllegalStateException](sum.close())
  }
}

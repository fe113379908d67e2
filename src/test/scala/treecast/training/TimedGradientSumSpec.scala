package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.{ArrayPool, DoubleArray, Precision}
import treecast.nn.GradientSum

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}

/** What `--profile` shows: the time that went into a sum travels beside it and changes nothing of it. */
class TimedGradientSumSpec extends AnyFunSuite {
  private val shards = 5
  private val length = 100000

  private def values(shard: Int) = Array.tabulate(length)(i => math.sin(shard + i * 0.1) * math.pow(10, shard - 2))

  private def plain(shard: Int) = GradientSum.of(shard, shards, new DoubleArray(values(shard)))

  private def leaf(shard: Int, pool: ArrayPool) =
    TimedGradientSum.of(plain(shard), new GradientTimes(1, 10, 100, 1000, 10000, shard), pool)

  private def sent(sum: TimedGradientSum): TimedGradientSum = {
    val bytes = new ByteArrayOutputStream
    val out = new ObjectOutputStream(bytes)
    out.writeObject(sum)
    out.close()
    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject.asInstanceOf[TimedGradientSum]
  }

  test("the sum has the bits of the sum without a profile, sent or not") {
    val expected = (0 until shards).map(plain).reduce(_ plus _).total.doubles.toSeq
    val pool = new ArrayPool
    for (sends <- Seq[TimedGradientSum => TimedGradientSum](identity, sent)) {
      val sum = Seq(3, 1, 0, 4, 2).map(s => sends(leaf(s, pool))).foldLeft(new TimedGradientSum)(_ plus _)
      assert(sends(sum).sum.total.doubles.toSeq == expected)
    }
  }

  test("times adds up, but for the slowest task, which is the slowest; joining is measured and added") {
    val sum = (0 until shards).map(leaf(_, new ArrayPool)).foldLeft(new TimedGradientSum)(_ plus _)
    val times = sum.times
    assert((times.gather, times.forward, times.backward, times.serialising) == ((5, 50, 500, 50000)))
    assert(times.slowest == shards - 1)
    assert(times.joining > 5000)
    assert(sum.tookTask(77).times == new GradientTimes(5, 50, 500, times.joining, 50000, 77))
  }

  test("writing and reading are measured and added to what was serialised before") {
    val pool = new ArrayPool
    val (once, twice) = (sent(leaf(2, pool)), sent(sent(leaf(2, pool))))
    assert(once.times.serialising > 10000 && twice.times.serialising > 10000)
    val written = new ByteArrayOutputStream
    val out = new ObjectOutputStream(written)
    leaf(2, pool).writeExternal(out)
    out.close()
    val in = new ObjectInputStream(new ByteArrayInputStream(written.toByteArray))
    new GradientSum().readExternal(in)
    assert(in.readObject().asInstanceOf[GradientTimes].serialising > 10000, "writing alone")
    for (sum <- Seq(once, twice))
      assert(sum.times == new GradientTimes(1, 10, 100, 1000, sum.times.serialising, 2))
  }

  test("arrays that are not needed any more go to the pool, the total's when it is given back") {
    val pool = new ArrayPool
    val arrays = (0 until shards).map(s => new DoubleArray(values(s)))
    val sums = arrays.zipWithIndex.map { case (a, s) =>
      TimedGradientSum.of(GradientSum.of(s, shards, a), GradientTimes.NONE, pool)
    }
    val sum = sums.reduce(_ plus _)
    val total = sum.sum.total
    val returned = Seq.fill(shards - 1)(pool.take(Precision.DOUBLE, length))
    assert(
      (returned :+ total).distinctBy(System.identityHashCode).size == shards && (returned :+ total).forall(a =>
        arrays.exists(_ eq a)
      )
    )
    sum.close()
    assert(pool.take(Precision.DOUBLE, length) eq total)
    assert(sum.sum.arrays == 0)
    intercept[IllegalStateException](sum.close())
  }
}

package treecast.nn

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.{ArrayPool, DoubleArray, Precision}
import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import scala.util.Random

/** The canonical tree: one total, whatever the grouping and whatever the order. */
class GradientSumSpec extends AnyFunSuite {
  private val length = 5

  /** What a shard contributes: of such different sizes that every other order of addition shows. */
  private def shard(index: Int): Array[Double] = {
    val random = new Random(index)
    Array.fill(length)(random.nextGaussian() * math.pow(10, random.nextInt(16).toDouble - 8))
  }

  /** One for all: an array that is given back while someone still reads it would change his bits. */
  private val pool = new ArrayPool

  private def leaf(index: Int, shards: Int) = {
    val array = pool.take(Precision.DOUBLE, length)
    shard(index).copyToArray(array.doubles)
    GradientSum.of(index, shards, array)
  }

  private def bits(values: Array[Double]): Seq[Long] = values.toSeq.map(java.lang.Double.doubleToRawLongBits(_))

  /** The definition: pad to a power of two, join node r with node r + half until one is left. */
  private def canonical(shards: Int): Array[Double] = {
    var level = (0 until shards).map(i => Option(shard(i)))
    while (level.size > 1) {
      val half = Integer.highestOneBit(level.size - 1)
      val padded = level.padTo(2 * half, None)
      level = (0 until half).map { r =>
        (padded(r), padded(r + half)) match {
          case (Some(left), Some(right)) => Some(left.zip(right).map { case (a, b) => a + b })
          case (left, right)             => left.orElse(right)
        }
      }
    }
    level.head.get
  }

  test("the arrays that a thread holds at once are as many as it is said to hold") {
    val random = new Random(5)
    assert(GradientSum.arraysAtOnce(8, 0, 2, 4, 6) == 3 && GradientSum.arraysAtOnce(8, 0, 4, 2, 6) == 3)
    assert(GradientSum.arraysAtOnce(8, 0, 4) == 2 && GradientSum.arraysAtOnce(8) == 0)
    for (shards <- Seq(1, 2, 3, 7, 8, 13, 64); _ <- 1 to 10) {
      val order = random.shuffle((0 until shards).toList).take(1 + random.nextInt(shards))
      var sum = new GradientSum
      var most = 0
      for (index <- order) {
        most = math.max(most, sum.arrays + 1)
        sum = sum.plus(leaf(index, shards))
      }
      assert(GradientSum.arraysAtOnce(shards, order: _*) == most, order)
    }
  }

  private def sent(sum: GradientSum): GradientSum = {
    val bytes = new ByteArrayOutputStream
    val out = new ObjectOutputStream(bytes)
    out.writeObject(sum)
    out.close()
    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject.asInstanceOf[GradientSum]
  }

  /** Adds sums two by two in a random order; some travel, some meet an empty sum, some leave their arrays to the pool.
    */
  private def merged(sums: Seq[GradientSum], random: Random): GradientSum = {
    var left = random.shuffle(sums)
    while (left.size > 1) {
      val i = random.nextInt(left.size - 1)
      val a = if (random.nextInt(4) == 0) sent(left(i)) else left(i)
      val b = if (random.nextInt(4) == 0) new GradientSum().plus(left(i + 1)) else left(i + 1)
      val both = if (random.nextInt(4) == 0) a.plus(b) else a.plus(b, pool)
      left = left.patch(i, Seq(both.plus(new GradientSum, pool)), 2)
    }
    left.head
  }

  test("1 to 64 shards: every grouping, partition count, order of arrival and journey gives the same bits") {
    for (shards <- 1 to 64) {
      val expected = bits(canonical(shards))
      for (trial <- 0 until 12) {
        val random = new Random(1000L * shards + trial)
        val partitions = 1 + random.nextInt(shards)
        val place: Int => Int = if (trial % 2 == 0) _ % partitions else _ => random.nextInt(partitions)
        val groups = (0 until shards).groupBy(place).values.toSeq
        val parts = groups.map(group => merged(group.map(leaf(_, shards)), random)).map(sent)
        val levels = parts.grouped(1 + random.nextInt(parts.size)).toSeq.map(merged(_, random))
        val sum = merged(levels, random)
        assert(bits(sum.total.doubles) == expected, s"$shards shards, trial $trial")
        pool.give(sum.total)
      }
    }
  }

  test("the order matters: the plain sum has other bits, so the test above says something") {
    val plain = (0 until 64).map(shard).reduce((a, b) => a.zip(b).map { case (x, y) => x + y })
    assert(bits(plain) != bits(canonical(64)))
  }

  test("a power of two of partitions, each with every so many-th shard, sends one array each") {
    for (shards <- 1 to 64; partitions <- Seq(1, 2, 4, 8, 16, 32, 64) if partitions <= shards) {
      val parts = (0 until partitions).map { p =>
        (p until shards by partitions).map(leaf(_, shards)).reduce(_ plus _)
      }
      assert(parts.map(_.arrays) == Seq.fill(partitions)(1), s"$shards shards, $partitions partitions")
    }
  }

  test("other numbers of partitions send more arrays, of which none is lost") {
    val parts = (0 until 3).map(p => (p until 8 by 3).map(leaf(_, 8)).reduce(_ plus _))
    assert(parts.map(_.arrays).max > 1)
    assert(bits(parts.map(sent).reduce(_ plus _).total.doubles) == bits(canonical(8)))
  }

  test("a missing shard is an error") {
    for (shards <- Seq(1, 2, 3, 7, 8, 13); missing <- 0 until shards) {
      val sum = (0 until shards).filter(_ != missing).map(leaf(_, shards)).foldLeft(new GradientSum)(_ plus _)
      intercept[IllegalStateException](sum.total.doubles)
    }
  }

  test("a shard that is summed twice is an error, whenever the second one comes") {
    for (shards <- Seq(1, 2, 3, 7, 8, 13); twice <- 0 until shards; at <- 0 to shards) {
      val order = (0 until shards).patch(at, Seq(twice), 0)
      intercept[IllegalStateException](order.map(leaf(_, shards)).reduce(_ plus _).total.doubles)
    }
  }

  test("sums of two plans do not add") {
    intercept[IllegalArgumentException](leaf(0, 2).plus(leaf(1, 3)))
  }

  test("a pool gets every array but the total, each once; without one they are left alone") {
    for (shards <- 1 to 20) {
      val arrays = Seq.tabulate(shards)(index => new DoubleArray(shard(index)))
      val mine = new ArrayPool
      val sums = arrays.zipWithIndex.map { case (array, index) => GradientSum.of(index, shards, array) }
      val total = sums.reduce(_.plus(_, mine)).total
      val returned = Seq.fill(shards - 1)(mine.take(Precision.DOUBLE, length)) :+ total
      assert(
        returned
          .forall(array => arrays.exists(_ eq array)) && returned.distinctBy(System.identityHashCode).size == shards
      )
      assert(!arrays.exists(_ eq mine.take(Precision.DOUBLE, length)))
    }
  }
}

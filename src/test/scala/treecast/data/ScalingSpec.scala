package treecast.data

import treecast.source.{IdxFiles, IdxFolder, Tables}
import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.{Matrix, Precision}
import treecast.testing.DefaultStorage.storage

import java.util.BitSet
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Scaling, fitted on training rows alone. */
class ScalingSpec extends AnyFunSuite with Tables {
  private val random = new Random(5)
  private val values = Seq.fill(2000)(Seq(random.nextGaussian() * 3 + 100, random.nextDouble(), -7.5))

  private def withValues[T](train: Seq[Seq[Double]], test: Seq[Seq[Double]])(use: DataSet => T): T = {
    def text(rows: Seq[Seq[Double]]) = rows.zipWithIndex.map { case (x, i) =>
      s"${x.mkString(",")},${i % 2}\n"
    }.mkString
    withTables("train.csv" -> text(train), "test.csv" -> text(test))(folder => use(examine(folder)))
  }

  private val nothing = new BitSet

  private def columns(data: DataSet, split: Split): Seq[Seq[Double]] = rows(data, split).map(_._1).transpose

  test("standard: the training rows have mean 0 and standard deviation 1; a constant feature becomes 0") {
    withValues(values, values.take(9).map(_.map(_ + 1))) { data =>
      val scaled = data.scaled(ScalingMethod.STANDARD.fit(data, nothing))
      for ((column, j) <- columns(scaled, Split.TRAIN).zipWithIndex) {
        val mean = column.sum / column.size
        assert(math.abs(mean) < 1e-12)
        val deviation = math.sqrt(column.map(v => (v - mean) * (v - mean)).sum / column.size)
        if (j < 2) assert(math.abs(deviation - 1) < 1e-12) else assert(column.forall(_ == 0))
      }
      assert(columns(scaled, Split.TEST)(2).forall(_ == 1), "a constant is not divided by anything")
      val plain = values.map(_.head)
      val deviation = math.sqrt(plain.map(v => math.pow(v - plain.sum / plain.size, 2)).sum / plain.size)
      assert(
        math.abs(scaled.encoding.scaling.scale.head - deviation) < 1e-9,
        "the deviation of all, not of all but one"
      )
    }
  }

  test("a spread that is rounding noise of the values is none: real differences in other rows do not explode") {
    val noise = Seq.fill(200)(
      Seq(1e9 * (1 + random.nextInt(9) * math.ulp(1.0)), 0.1 + random.nextInt(3) * 1e-17, 1e9 + random.nextInt(9))
    )
    withValues(noise, Seq(Seq(1e9 + 5, 0.3, 1e9 + 5), Seq(1e9 - 5, 0.0, 1e9))) { data =>
      for (method <- Seq(ScalingMethod.STANDARD, ScalingMethod.UNIT)) {
        val scaled = data.scaled(method.fit(data, nothing))
        assert(columns(scaled, Split.TRAIN).take(2).flatten.forall(math.abs(_) < 1e-5))
        assert(columns(scaled, Split.TEST).take(2).flatten.forall(math.abs(_) < 6), "it stays as it differs")
        assert(columns(scaled, Split.TRAIN)(2).map(math.abs).max >= 1, "a small spread of large values is one")
      }
    }
  }

  test("a rare indicator is as large as it is rare, and finite") {
    val rare = Seq.tabulate(10000)(i => Seq(if (i == 77) 1.0 else 0.0, random.nextDouble()))
    withValues(rare, rare.take(2)) { data =>
      val column = columns(data.scaled(ScalingMethod.STANDARD.fit(data, nothing)), Split.TRAIN).head
      assert(math.abs(column.max - 100) < 0.1 && math.abs(column.min + 0.01) < 0.001)
    }
  }

  test("unit: the training rows reach from 0 to 1 exactly; test rows may lie outside") {
    withValues(values, values.take(3).map(_.map(_ + 1000))) { data =>
      val scaled = data.scaled(ScalingMethod.UNIT.fit(data, nothing))
      for (column <- columns(scaled, Split.TRAIN).init) assert(column.min == 0 && column.max == 1)
      assert(columns(scaled, Split.TRAIN)(2).forall(_ == 0))
      assert(columns(scaled, Split.TEST).head.forall(_ > 1))
    }
  }

  test("test rows have no part in it, nor has the number of shards") {
    val fits = for (test <- Seq(values.take(1), values.map(_.map(_ * 50)))) yield withValues(values, test) { data =>
      val scaling = ScalingMethod.STANDARD.fit(data, nothing)
      val whole = rows(data.scaled(scaling), Split.TRAIN).toSet
      for (shards <- Seq(2, 7))
        assert(rows(data.scaled(scaling).shards(Split.TRAIN, shards).asScala.toSeq).toSet == whole)
      (scaling.shift.toSeq, scaling.scale.toSeq)
    }
    assert(fits.head == fits(1))
  }

  test("rows held out have no part in it: the others alone give the same bits") {
    val held = new BitSet
    for (row <- values.indices if row % 3 == 1 || row > 1990) held.set(row)
    val others = values.zipWithIndex.collect { case (x, row) if !held.get(row) => x }
    val strange = values.zipWithIndex.map { case (x, row) => if (held.get(row)) x.map(_ + 1e6) else x }
    def fitted(rows: Seq[Seq[Double]], leftOut: BitSet, method: ScalingMethod) =
      withValues(rows, values.take(1)) { data =>
        val scaling = method.fit(data, leftOut)
        (scaling.shift.toSeq, scaling.scale.toSeq)
      }
    for (method <- Seq(ScalingMethod.UNIT, ScalingMethod.STANDARD))
      assert(fitted(strange, held, method) == fitted(others, nothing, method))
  }

  test("none leaves the data set as it is") {
    withValues(values, values.take(1)) { data =>
      assert(ScalingMethod.NONE.fit(data, nothing).isNone && (data.scaled(Scaling.NONE) eq data))
    }
  }

  test("bytes are scaled after they became p / 255, and stay bytes in memory") {
    IdxFiles.withFolder(IdxFiles.good(train = 100)) { folder =>
      val data = IdxFolder.of(storage, folder.toString, 10).examine()
      val scaled = data.scaled(ScalingMethod.UNIT.fit(data, nothing))
      val Seq(raw, after) = Seq(data, scaled).map(columns(_, Split.TRAIN))
      for ((before, column) <- raw.zip(after); (v, w) <- before.zip(column))
        assert(w == (v - before.min) / (before.max - before.min))
      val kept = scaled.shards(Split.TRAIN, 1).get(0).inputs.asInstanceOf[ScaledRows]
      assert(kept.rows.isInstanceOf[ByteRows])
    }
  }

  test("spreads that are no numbers, and those that are almost none") {
    val huge = Seq(Seq(1.7e308), Seq(-1.7e308), Seq(0.0))
    withValues(huge, huge)(data => assert(complaint(ScalingMethod.UNIT.fit(data, nothing)).contains("feature 1")))
    withValues(huge, huge)(data => assert(complaint(ScalingMethod.STANDARD.fit(data, nothing)).contains("feature 1")))
    val tiny = Seq(Seq(1e-320), Seq(0.0), Seq(5e-321))
    for (method <- Seq(ScalingMethod.UNIT, ScalingMethod.STANDARD))
      withValues(tiny, tiny)(data => assert(method.fit(data, nothing).scale.head == 1))
  }

  test("only finite shifts and scales above 0 make a scaling") {
    for ((shift, scale) <- Seq((Double.NaN, 1.0), (0.0, 0.0), (0.0, -1.0), (0.0, Double.NaN), (1.0, 1.0 / 0)))
      intercept[IllegalArgumentException](new Scaling(Array(shift), Array(scale)))
    intercept[IllegalArgumentException](new Scaling(Array(1, 2), Array(1)))
    val x = Matrix.of(2, 2, 1, 2, 3, 4)
    new Scaling(Array(1, 0), Array(2, 4)).apply(x)
    assert(x.toArray.toSeq == Seq(0, 0.5, 1, 1))
  }

  test("in single precision a feature is scaled in double and rounded once, however small it is beside its mean") {
    val rows = new RealRows(2, Array(1.6e9 + 1, 0.1, 1.6e9 + 2, 0.2, 1.6e9 + 5, Double.NaN))
    val scaling = new Scaling(Array(1.6e9, 0.05), Array(3, 0.7), Array(0, 0.3))
    val Seq(double, single) = Precision.values.toSeq.map { precision =>
      val x = Matrix.zeros(3, 2, precision)
      new ScaledRows(rows, scaling).gather(Array(2, 0, 1), x)
      x.toArray.toSeq
    }
    assert(double.head == 5.0 / 3 && single == double.map(_.toFloat.toDouble))
  }
}

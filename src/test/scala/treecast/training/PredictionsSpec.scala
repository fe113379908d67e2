package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{ShardAssignment, Shard}
import treecast.score.Confusion

import scala.jdk.CollectionConverters._
import scala.util.Random

/** Which class is taken for which, and which rows a network is most confidently wrong about. */
class PredictionsSpec extends AnyFunSuite {
  private val classes = 4
  private val features = FeatureScores(classes)

  private case class Row(pixels: Seq[Int], label: Int) {
    val features: Seq[Double] = pixels.map(p => (p / 255f).toDouble)
    private val exp = features.map(x => StrictMath.exp(x - features.max))
    val guess: Int = pixels.indexOf(pixels.max)
    val probability: Double = exp(guess) / exp.sum
  }

  /** Few values, so that many rows are equally confident. */
  private def rows(count: Int, seed: Int, values: Int = 3): Seq[Row] = {
    val random = new Random(seed)
    Seq.fill(count)(Row(Seq.fill(classes)(random.nextInt(values) * (255 / (values - 1))), random.nextInt(classes)))
  }

  private def shards(rows: Seq[Row], assignment: ShardAssignment): Seq[Shard] = (0 until assignment.shards).map {
    shard =>
      val mine = (0 until assignment.rowsOf(shard)).map(place => rows(assignment.row(shard, place)))
      new Shard(shard, classes, mine.flatMap(_.pixels.map(_.toByte)).toArray, mine.map(_.label.toByte).toArray)
  }

  private def found(rows: Seq[Row], count: Int, most: Int): Predictions = {
    val assignment = new ShardAssignment(rows.size, count)
    val parts = shards(rows, assignment).map(Predictions.of(features, _, assignment, classes, most))
    Predictions.total(Random.shuffle(parts).asJava, classes, most)
  }

  test("precision, recall and F1 are those computed by hand, and undefined where there is nothing to divide by") {
    // Class 2 occurs and is never guessed; class 3 neither.
    val confusion = new Confusion(Array(Array(5L, 1, 0, 0), Array(2L, 7, 0, 0), Array(3L, 2, 0, 0), Array(0L, 0, 0, 0)))
    assert(confusion.rows == 20 && confusion.correct == 12)
    assert((0 to 3).map(confusion.support) == Seq(6, 9, 5, 0) && (0 to 3).map(confusion.guesses) == Seq(10, 10, 0, 0))
    assert(confusion.precision(0) == 0.5 && confusion.precision(1) == 0.7)
    assert(confusion.recall(0) == 5.0 / 6 && confusion.recall(1) == 7.0 / 9 && confusion.recall(2) == 0)
    assert(confusion.f1(0) == 10.0 / 16 && confusion.f1(1) == 14.0 / 19 && confusion.f1(2) == 0)
    assert(confusion.precision(2).isNaN && confusion.precision(3).isNaN)
    assert(confusion.recall(3).isNaN && confusion.f1(3).isNaN)
  }

  test("every row is counted once, and the counts agree with the evaluation") {
    val all = rows(1500, 1)
    val predictions = found(all, 3, 25)
    val counts = predictions.confusion.counts
    for (actual <- 0 until classes; guess <- 0 until classes)
      assert(counts(actual)(guess) == all.count(row => row.label == actual && row.guess == guess))
    val assignment = new ShardAssignment(all.size, 3)
    val evaluation = Evaluation.total(shards(all, assignment).map(Evaluation.of(features, _)).asJava)
    assert(predictions.confusion.rows == evaluation.rows && predictions.confusion.correct == evaluation.correct)
  }

  test("the mistakes are those of brute force, of equals the first rows, whatever the shards") {
    for (seed <- 1 to 5; values <- Seq(2, 3, 256)) {
      val all = rows(700, seed, values)
      val wrong = all.indices.filter(i => all(i).guess != all(i).label)
      for (most <- Seq(1, 25, 10000); count <- Seq(1, 2, 3, 8)) {
        val expected = wrong.sortBy(i => (-all(i).probability, i)).take(most)
        val mistakes = found(all, count, most).mistakes.asScala.toSeq
        assert(mistakes.map(_.row) == expected, s"seed $seed, $count shards")
        for (mistake <- mistakes) {
          val row = all(mistake.row)
          assert(mistake.actual == row.label && mistake.guess == row.guess && mistake.probability == row.probability)
          assert(mistake.actualProbability < mistake.probability || row.pixels(row.label) == row.pixels.max)
        }
      }
    }
  }

  test("the features of a mistake are those of its row") {
    val all = rows(300, 9, 256)
    val assignment = new ShardAssignment(all.size, 8)
    val mistakes = found(all, 8, 25).mistakes
    val features = shards(all, assignment).flatMap(shard => Misclassification.features(mistakes, shard).asScala)
    assert(features.map(_._1).sorted == mistakes.asScala.map(_.row.intValue).sorted)
    for ((row, x) <- features) assert(x.toSeq == all(row).features)
  }
}

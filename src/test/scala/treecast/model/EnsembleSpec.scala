package treecast.model

import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Shard
import treecast.nn.{Activation, Initializer, MultiLayerNet, MultiLayerNetExtend}
import treecast.training.Evaluation

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._
import scala.util.Random

class EnsembleSpec extends AnyFunSuite {
  private def model(seed: Int, inputs: Int = 6, outputs: Int = 4): Model = {
    val base = new MultiLayerNet(inputs, listOf(5), outputs, Activation.RELU, Initializer.of("he"), 0)
    val network = base.network
    val random = new Random(seed)
    val weights = Array.fill(network.parameters)(2 * random.nextGaussian())
    new Model(new MultiLayerNetExtend(base, false, 0), weights, Array.empty)
  }

  private val members = (1 to 5).map(model(_))
  private val inputs: Seq[Vector] = {
    val random = new Random(3)
    Seq.fill(200)(Vectors.dense(Array.fill(6)(random.nextInt(256) / 255f.toDouble)))
  }

  private def ensemble(average: AveragingMethod, of: Seq[Model] = members) = new Ensemble(of.asJava, average)

  private def close(got: Seq[Double], expected: Seq[Double]): Unit =
    for ((g, e) <- got.zip(expected)) assert(math.abs(g - e) < 1e-14)

  private def softmax(scores: Seq[Double]) = {
    val exp = scores.map(math.exp)
    exp.map(_ / exp.sum)
  }

  private def mean(rows: Seq[Seq[Double]]): Seq[Double] = rows.transpose.map(_.sum / rows.size)

  test("probabilities, scores and votes are averaged each in its way, and the largest is predicted") {
    var different = 0
    for (x <- inputs) {
      val each = members.map(_.probabilities(x).toArray.toSeq)
      val scores = each.map(_.map(math.log)) // which differ from a member's scores by a constant of that row
      val votes = members.map(m => Seq.tabulate(4)(c => if (c == m.predict(x)) 1.0 else 0.0))
      val expected = Seq(mean(each), softmax(mean(scores)), mean(votes))
      val guesses = for ((average, wanted) <- AveragingMethod.values.toSeq.zip(expected)) yield {
        val together = ensemble(average)
        close(together.probabilities(x).toArray.toSeq, wanted)
        assert(together.predict(x) == wanted.indexOf(wanted.max))
        together.predict(x)
      }
      if (guesses.distinct.size > 1) different += 1
    }
    assert(different > 10, "the averages are told apart by these inputs")
  }

  test("votes that are equal go to the first class") {
    val x = inputs.find(x => members(0).predict(x) != members(1).predict(x)).get
    val two = members.take(2)
    for (order <- Seq(two, two.reverse))
      assert(ensemble(AveragingMethod.VOTES, order).predict(x) == two.map(_.predict(x)).min)
  }

  test("one member alone is that member") {
    for (average <- Seq(AveragingMethod.PROBABILITIES, AveragingMethod.SCORES); x <- inputs) {
      val alone = ensemble(average, members.take(1))
      assert(alone.predict(x) == members.head.predict(x))
      assert(alone.probabilities(x) == members.head.probabilities(x))
    }
  }

  test("an evaluation counts what it predicts, and its loss is that of its probabilities") {
    val random = new Random(5)
    val pixels = Array.fill(300 * 6)(random.nextInt(256).toByte)
    val shard = new Shard(0, 6, pixels, Array.fill(300)(random.nextInt(4).toByte))
    for (average <- AveragingMethod.values.toSeq) {
      val together = ensemble(average)
      val found = Evaluation.of(together, shard)
      val rows =
        (0 until 300).map(r => Vectors.dense(pixels.slice(6 * r, 6 * r + 6).map(p => ((p & 255) / 255f).toDouble)))
      val labels = shard.labels.map(_.toInt)
      assert(found.rows == 300 && found.correct == rows.zip(labels).count { case (x, t) => together.predict(x) == t })
      val loss = rows.zip(labels).map { case (x, t) => -math.log(together.probabilities(x)(t) + 1e-7) }.sum
      assert(math.abs(found.lossSum - loss) < 1e-9)
    }
  }

  test("no members, and members that do not fit, are refused") {
    intercept[IllegalArgumentException](ensemble(AveragingMethod.SCORES, Nil))
    intercept[IllegalArgumentException](ensemble(AveragingMethod.SCORES, Seq(model(1), model(2, inputs = 7))))
    intercept[IllegalArgumentException](ensemble(AveragingMethod.SCORES, Seq(model(1), model(2, outputs = 3))))
  }

  test("the file of an ensemble") {
    for (average <- AveragingMethod.values) {
      val file = new EnsembleFile(1, average, listOf("member-1/model.safetensors", "b.safetensors"))
      assert(EnsembleFile.decode(file.encode, "here") == file)
    }
  }
}

package treecast.model

import com.sun.management.ThreadMXBean
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{ClassLabels, Encoding, Scaling}
import treecast.linalg.{DoubleArray, Matrix, Precision, Workspace}
import treecast.testing.Waiting

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.lang.management.ManagementFactory
import scala.jdk.CollectionConverters._
import scala.util.Random

/** What a model predicts and hands out. */
class ModelSpec extends AnyFunSuite with Models with Waiting {
  private def input(model: Model, seed: Int): Vector =
    Vectors.dense(Array.fill(model.network.inputs)(new Random(seed).nextDouble() * (seed % 7)))

  test("probabilities are positive and sum to 1") {
    for (model <- models; seed <- 1 to 5) {
      val probabilities = model.probabilities(input(model, seed)).toArray
      assert(probabilities.length == 3 && probabilities.forall(_ >= 0))
      assert(math.abs(probabilities.sum - 1) < 1e-12)
    }
  }

  test("a prediction is the class of the largest score and of the largest probability") {
    for (model <- models; seed <- 1 to 5) {
      val x = input(model, seed)
      val row = Matrix.of(1, x.size, x.toArray: _*)
      val scores = model.network
        .scores(new DoubleArray(model.weights), new DoubleArray(model.statistics), row, new Workspace())
        .toArray
      assert(model.predict(x) == scores.indexOf(scores.max))
      assert(model.predict(x) == model.probabilities(x).argmax)
      val exponentials = scores.map(score => math.exp(score - scores.max))
      for ((p, e) <- model.probabilities(x).toArray.zip(exponentials))
        assert(math.abs(p - e / exponentials.sum) < 1e-12)
    }
  }

  test("a model travels: Java's serialization gives it back") {
    for (model <- models) {
      val bytes = new ByteArrayOutputStream
      new ObjectOutputStream(bytes).writeObject(model)
      val back = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject.asInstanceOf[Model]
      assert(back.architecture == model.architecture && bits(back.weights) == bits(model.weights))
      assert(back.predict(input(model, 1)) == model.predict(input(model, 1)))
    }
  }

  test("a model is read from a stream, and answers rows together as it answers each") {
    for (model <- models) {
      val back = Model.read(new ByteArrayInputStream(ModelFile.encode(model)))
      val rows = (1 to 5).map(input(model, _))
      val together = back.probabilities(rows.asJava).asScala
      for ((row, found) <- rows.zip(together)) assert(bits(found.toArray) == bits(model.probabilities(row).toArray))
      assert(back.probabilities(java.util.List.of[Vector]()).isEmpty)
      val short = java.util.List.of(rows.head, Vectors.dense(1, 2))
      assert(intercept[IllegalArgumentException](back.probabilities(short)).getMessage.contains("found 2"))
    }
  }

  test("a prediction of one row allocates nothing, and probabilities nothing but themselves") {
    val threads = ManagementFactory.getThreadMXBean.asInstanceOf[ThreadMXBean]
    for (
      model <- Seq(model(), convolutional(batchNorm = true));
      precision <- Precision.values
    ) {
      val scaling = new Scaling(Array.fill(model.inputs)(0.5), Array.fill(model.inputs)(2.0))
      val encoding = new Encoding(scaling, ClassLabels.numbered(0, 3))
      val scaled = new Model(model.architecture, model.weights, model.statistics, encoding, precision)
      val row = input(model, 1)
      def allocated(answer: () => Unit): Long = {
        val before = threads.getCurrentThreadAllocatedBytes
        var calls = 0
        while (calls < 100) {
          answer()
          calls += 1
        }
        threads.getCurrentThreadAllocatedBytes - before
      }
      // Vectors are objects until the code is compiled.
      def comesDownTo(bytes: Long)(answer: () => Unit): Boolean =
        Iterator.continually(allocated(answer)).take(2000).exists(_ <= bytes)
      var sum = 0.0
      assert(comesDownTo(0)(() => sum += scaled.predict(row)), s"$precision")
      // A vector and an array of three numbers, each with its header.
      assert(comesDownTo(100 * (16 + 16 + 3 * 8))(() => sum += scaled.probabilities(row).size), s"$precision")
    }
  }

  test("threads do not meet in a model's buffers") {
    val shared = model()
    val rows = (1 to 50).map(input(shared, _))
    val alone = rows.map(row => bits(shared.probabilities(row).toArray))
    val found = new Array[Seq[Seq[Long]]](4)
    val threads = found.indices.map(i =>
      new Thread(() => found(i) = Seq.fill(20)(rows.map(row => bits(shared.probabilities(row).toArray))).last)
    )
    threads.foreach(_.start())
    threads.foreach(join)
    assert(found.forall(_ == alone))
  }

  test("a sparse vector gives what the dense one gives") {
    val sparse = Vectors.sparse(6, Array(1, 4), Array(0.5, 1))
    val expected = bits(model().probabilities(sparse.toDense).toArray)
    val used = model()
    used.probabilities(input(used, 3))
    assert(bits(used.probabilities(sparse).toArray) == expected)
  }

  test("a vector of another length is refused") {
    for (size <- Seq(0, 5, 7)) {
      val refusal = intercept[IllegalArgumentException](model().predict(Vectors.zeros(size)))
      assert(refusal.getMessage == s"expected a vector of 6 elements, found $size")
    }
  }

  test("matrices are windows of the flat arrays, row by row") {
    val plain = model()
    val w1 = plain.matrix("W1")
    assert((w1.numRows, w1.numCols) == ((6, 5)))
    for (i <- 0 until 6; j <- 0 until 5) assert(w1(i, j) == plain.weights()(i * 5 + j))
    val b1 = plain.matrix("b1")
    assert((b1.numRows, b1.numCols) == ((1, 5)))
    for (j <- 0 until 5) assert(b1(0, j) == plain.weights()(30 + j))
    assert(plain.matrix("b3").values.toSeq == plain.weights.takeRight(3).toSeq)
    assert(plain.matrix("running_mean1").values.toSeq == plain.statistics.take(5).toSeq)
    assert(plain.matrix("running_var2").values.toSeq == plain.statistics.takeRight(4).toSeq)
    assert(intercept[IllegalArgumentException](plain.matrix("W4")).getMessage.contains("W4"))
  }

  test("what a model hands out is a copy, and so is what it was given") {
    val weights = model().weights
    val made = new Model(model().architecture, weights, model().statistics)
    val first = weights(0)
    weights(0) = 99
    made.weights()(0) = 99
    made.statistics()(0) = 99
    made.matrix("W1").values(0) = 99
    assert(
      made.weights.head == first && made.matrix("W1")(0, 0) == first && made.statistics.head == model().statistics.head
    )
  }

  test("weights that do not belong to the architecture are refused") {
    val plain = model()
    intercept[IllegalArgumentException](new Model(plain.architecture, plain.weights.tail, plain.statistics))
    intercept[IllegalArgumentException](new Model(plain.architecture, plain.weights, plain.statistics.tail))
  }
}

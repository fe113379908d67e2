package treecast.exchange

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.TableColumns.Column
import treecast.data.{ClassLabels, Encoding, Scaling, TableColumns}
import treecast.linalg.{Matrix, Precision, Shape, Window, Workspace}
import treecast.model.Model
import treecast.nn._

import java.util.List.{of => listOf}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Models of tables: numbers and words come in as they stand in the table, and are encoded, filled and scaled inside.
  */
class OnnxTableSpec extends AnyFunSuite {
  private val random = new Random(3)
  private val colours = Seq("red", "green", "dark blue", "É")
  private val sizes = Seq("10", "9", "L")

  private def number(name: String, at: Int) = new Column(name, at)
  private def word(name: String, at: Int, words: Seq[String]) = new Column(name, at, words.asJava)
  private def table(columns: Column*) =
    new TableColumns(true, columns.size + 1, new Column("label", columns.size + 1), columns.asJava)

  private val mixed = table(
    number("height", 1),
    word("colour", 2, colours),
    number("year", 3),
    word("size", 4, sizes),
    number("weight", 5)
  )

  private def model(columns: TableColumns, scaling: Scaling, labels: Seq[String]): Model = {
    val base =
      new MultiLayerNet(columns.width, listOf(7), labels.size, Activation.TANH, Initializer.of("xavier"), 0)
    val weights = base.network.initialWeights(base.initializer, 5)
    new Model(base, weights, Array.empty[Double], new Encoding(scaling, ClassLabels.of(labels.asJava), columns))
  }

  /** A shift far from 0 for each number, a scale, and what takes the place of a missing number. */
  private def scaling(columns: TableColumns, fills: Boolean): Scaling = {
    val shift = columns.columns.asScala.toArray
      .flatMap(column => Array.fill(column.width)(column.isNumeric))
      .zipWithIndex
      .map { case (numeric, j) => if (numeric) 1e6 * (j + 1) else 0.25 }
    val scale = shift.indices.map(j => 0.5 + j % 3).toArray
    new Scaling(shift, scale, if (fills) shift.map(_ + 0.75) else Array.empty[Double])
  }

  private case class Row(numbers: Array[Double], words: Array[String])

  private def rows(columns: TableColumns, missing: Boolean): Seq[Row] = Seq.fill(200) {
    val all = columns.columns.asScala.toSeq
    val places = all.scanLeft(0)(_ + _.width)
    val numbers = all.zip(places).filter(_._1.isNumeric).map { case (_, feature) =>
      if (missing && random.nextInt(4) == 0) Double.NaN else 1e6 * (feature + 1) + random.nextGaussian()
    }
    val words = all.filterNot(_.isNumeric).map { column =>
      val known = column.categories.asScala.toSeq :+ "unheard of" :+ ""
      known(random.nextInt(known.size))
    }
    Row(numbers.toArray, words.toArray)
  }

  /** Features as the reader of tables makes them. */
  private def features(columns: TableColumns, row: Row): Array[Double] = {
    val (numbers, words) = (row.numbers.iterator, row.words.iterator)
    columns.columns.asScala.toArray.flatMap { column =>
      if (column.isNumeric) Array(numbers.next())
      else {
        val word = words.next()
        column.categories.asScala.toArray.map(known => if (known == word) 1.0 else 0.0)
      }
    }
  }

  private def requireSame(model: Model, rows: Seq[Row], precision: Precision, within: Double): OnnxReader = {
    val columns = model.encoding.columns
    val x = Matrix.of(rows.size, columns.width, rows.flatMap(features(columns, _)): _*)
    model.encoding.scaling.apply(x)
    val scores = model.scores(x, new Workspace)
    val guesses = rows.indices.map(scores.largestInRow)
    model.toProbabilities(scores)
    val file = Onnx.encode(model, precision, "1", java.util.Map.of()).content
    val found = OnnxRun(file, rows.map(_.numbers), rows.map(_.words))
    val labels = model.encoding.classes.labels.asScala
    assert(guesses.distinct.size > 1 && found.labels.map(_.toString) == guesses.map(labels))
    val expected = rows.indices.flatMap(i => labels.indices.map(scores.get(i, _)))
    assert(expected.zip(found.probabilities.flatten).map { case (a, b) => math.abs(a - b) }.max < within)
    OnnxReader(file)
  }

  test("numbers and words are separate inputs; missing numbers are filled, words that nobody knows are none") {
    val labels = Seq("lily, white", "rose \"red\"", "tulip")
    for (fills <- Seq(true, false); precision <- Precision.values) {
      val within = if (precision == Precision.DOUBLE) 1e-12 else 1e-5
      val made = model(mixed, scaling(mixed, fills), labels)
      val file = requireSame(made, rows(mixed, missing = fills), precision, within)
      assert(file.inputs.map(_.toString) == Seq("numbers: double N x 3", "words: string N x 2"))
      val real = if (precision == Precision.DOUBLE) "double" else "float"
      assert(file.outputs.map(_.toString) == Seq("label: string N", s"probabilities: $real N x 3"))
      assert(file.operatorSets == Map("" -> 13, "ai.onnx.ml" -> 2))
    }
  }

  test("features that are not scaled come in with the precision of the network") {
    val columns = table(word("colour", 1, colours), number("a", 2), word("size", 3, sizes))
    for (precision <- Precision.values) {
      val small = rows(columns, missing = false).map(row => row.copy(numbers = row.numbers.map(_ - 5e6)))
      val within = if (precision == Precision.DOUBLE) 1e-12 else 1e-5
      val file = requireSame(model(columns, Scaling.NONE, Seq("1", "2")), small, precision, within)
      val real = if (precision == Precision.DOUBLE) "double" else "float"
      assert(file.inputs.map(_.toString) == Seq(s"numbers: $real N x 1", "words: string N x 2"))
    }
  }

  test("a table of words alone takes no numbers, and one of numbers alone no words") {
    val words = table(word("colour", 1, colours), word("size", 2, sizes))
    val file = requireSame(model(words, Scaling.NONE, Seq("-3", "12")), rows(words, false), Precision.SINGLE, 1e-5)
    assert(file.inputs.map(_.toString) == Seq("words: string N x 2"))
    assert(file.constants("labels").values == Seq(-3L, 12L))
    val one = table(word("colour", 1, colours))
    requireSame(model(one, Scaling.NONE, Seq("a", "b")), rows(one, false), Precision.DOUBLE, 1e-12)
    val numbers = table(number("a", 1), number("b", 2))
    val other =
      requireSame(model(numbers, scaling(numbers, true), Seq("1", "x")), rows(numbers, true), Precision.SINGLE, 1e-5)
    assert(other.inputs.map(_.toString) == Seq("features: double N x 2"))
    assert(other.constants("labels").values == Seq("1", "x"))
  }

  test("words may stand before numbers, in which case features are brought into their order") {
    val columns = table(word("size", 1, sizes), number("a", 2), word("colour", 3, colours), number("b", 4))
    val file =
      requireSame(model(columns, scaling(columns, true), Seq("n", "y")), rows(columns, true), Precision.DOUBLE, 1e-12)
    assert(file.nodes.exists(node => node.inputs.contains("feature_places")))
  }

  test("rows of a table that layers take as images become images inside") {
    val columns = table((1 to 16).map(i => number(s"p$i", i)): _*)
    val stage = new ConvolutionStage(new Shape(1, 4, 4), 5, new Window(3, 3, 1, 0), new Window(2, 2, 1, 0))
    val base = new MultiLayerNet(stage.output.size, listOf(9), 2, Activation.TANH, Initializer.of("he"), 0)
    val net = new ConvolutionalNet(stage, new MultiLayerNetExtend(base, false, 0))
    val weights = net.network.initialWeights(net.initializer, 2)
    val scale = scaling(columns, true)
    for (columns <- Seq(columns, TableColumns.NONE)) {
      val encoding = new Encoding(scale, ClassLabels.numbered(0, 2), columns)
      val made = new Model(net, weights, Array.empty[Double], encoding)
      val file = Onnx.encode(made, Precision.SINGLE, "1", java.util.Map.of()).content
      val numbers = Seq.fill(50)(Array.tabulate(16)(j => 1e6 * (j + 1) + 3 * random.nextGaussian()))
      val gone = numbers.map(_.updated(3, Double.NaN))
      val found = OnnxRun(file, gone)
      val expected = made.probabilities(gone.map(org.apache.spark.ml.linalg.Vectors.dense(_)).asJava).asScala
      val difference =
        expected.flatMap(_.toArray).zip(found.probabilities.flatten).map { case (a, b) => math.abs(a - b) }
      assert(difference.max < 1e-5 && found.labels.distinct.size == 2)
      assert(found.labels == expected.map(_.argmax.toLong))
      val shape = if (columns.isNone) "images: double N x 1 x 4 x 4" else "features: double N x 16"
      assert(OnnxReader(file).inputs.map(_.toString) == Seq(shape))
    }
  }
}

package treecast.golden

import com.fasterxml.jackson.databind.JsonNode
import org.scalatest.Assertions.fail
import treecast.linalg.Matrix

import scala.collection.mutable
import scala.jdk.CollectionConverters._

/** An array of any shape, row by row; a bare number has the empty shape. */
final case class Numbers(shape: Seq[Int], values: Array[Double]) {
  def ints: Array[Int] = values.map { value =>
    if (value != value.toInt) fail(s"expected whole numbers, found $value")
    value.toInt
  }

  /** A copy: the first axis is the rows, all others together are the columns. */
  def matrix: Matrix = {
    val rows = shape.headOption.getOrElse(1)
    val columns = if (shape.sizeIs > 1) shape.tail.product else if (shape.isEmpty) 1 else values.length / rows
    Matrix.of(rows, columns, values.clone(): _*)
  }

  /** One row of them all. */
  def row: Matrix = Matrix.of(1, values.length, values.clone(): _*)

  /** A result that is to have this shape. */
  def like(result: Array[Double]): Numbers = Numbers(shape, result)
}

object Numbers {
  def of(value: Double): Numbers = Numbers(Nil, Array(value))

  def list(values: Iterable[Double]): Numbers = Numbers(Seq(values.size), values.toArray)

  def of(matrix: Matrix): Numbers = Numbers(Seq(matrix.rows, matrix.columns), matrix.toArray)
}

/** `|got - expected| <= atol + rtol * |expected|`, which no NaN satisfies. */
final case class Tolerance(rtol: Double, atol: Double) {
  def admits(got: Double, expected: Double): Boolean =
    math.abs(got - expected) <= atol + rtol * math.abs(expected)
}

/** A JSON object of which every field has to be read: [[requireAllRead]] fails for those that were not. */
final class Fields(val path: String, node: JsonNode, tolerance: Tolerance) {
  private val asked = mutable.Set.empty[String]
  private val children = mutable.LinkedHashMap.empty[String, Fields]

  if (!node.isObject) fail(s"$path: expected an object")

  def names: Seq[String] = node.fieldNames.asScala.toSeq

  /** Whether a field has a value; null is none. */
  def has(name: String): Boolean = {
    asked += name
    node.hasNonNull(name)
  }

  def json(name: String): JsonNode =
    if (has(name)) node.get(name) else fail(s"$path.$name: expected a value, found none")

  def text(name: String): String = json(name).asText

  def flag(name: String, otherwise: Boolean): Boolean =
    if (!has(name)) otherwise
    else if (json(name).isBoolean) json(name).asBoolean
    else fail(s"$path.$name: expected true or false")

  def number(name: String): Double =
    if (json(name).isNumber) json(name).asDouble else fail(s"$path.$name: expected a number")

  def number(name: String, otherwise: Double): Double = if (has(name)) number(name) else otherwise

  def int(name: String): Int = Numbers.of(number(name)).ints.head

  def long(name: String): Long =
    if (json(name).canConvertToLong) json(name).asLong else fail(s"$path.$name: expected a whole number")

  def numbers(name: String): Numbers = numbersOf(json(name), s"$path.$name")

  /** A list of arrays. */
  def list(name: String): Seq[Numbers] =
    elements(name).zipWithIndex.map { case (element, i) => numbersOf(element, s"$path.$name[$i]") }

  def fields(name: String): Fields = child(json(name), s"$path.$name")

  /** A list of objects. */
  def objects(name: String): Seq[Fields] =
    elements(name).zipWithIndex.map { case (element, i) => child(element, s"$path.$name[$i]") }

  /** Holds a result against the field of that name, where there is one. */
  def matches(name: String, got: Numbers, within: Tolerance = tolerance): Unit = if (has(name)) {
    val expected = numbers(name)
    if (got.shape != expected.shape || got.values.length != expected.values.length)
      fail(s"$path.$name: expected the shape ${expected.shape.mkString("x")}, got ${got.shape.mkString("x")}")
    val wrong = expected.values.indices.filterNot(i => within.admits(got.values(i), expected.values(i)))
    wrong.headOption.foreach { i =>
      fail(
        s"$path.$name: ${wrong.size} of ${got.values.length} elements are off, the first at $i: " +
          s"expected ${expected.values(i)}, got ${got.values(i)} ($within)"
      )
    }
  }

  def requireAllRead(): Unit = {
    val unread = names.filterNot(asked)
    if (unread.nonEmpty) fail(s"$path: nothing here knows the fields ${unread.mkString(", ")}")
    children.values.foreach(_.requireAllRead())
  }

  private def elements(name: String): Seq[JsonNode] =
    if (json(name).isArray) json(name).elements.asScala.toSeq else fail(s"$path.$name: expected a list")

  private def child(node: JsonNode, path: String): Fields =
    children.getOrElseUpdate(path, new Fields(path, node, tolerance))

  private def numbersOf(node: JsonNode, path: String): Numbers = {
    val data = if (node.isObject) node.path("data") else node
    val values = (if (data.isArray) data.elements.asScala.toArray else Array(data)).map { element =>
      if (element.isNumber) element.asDouble else fail(s"$path: expected numbers, found $element")
    }
    val shape =
      if (node.isObject) node.path("shape").elements.asScala.map(_.asInt).toSeq
      else if (node.isArray) Seq(values.length)
      else Nil
    if (shape.product != values.length)
      fail(s"$path: a shape of ${shape.mkString("x")} does not hold ${values.length} elements")
    Numbers(shape, values)
  }
}

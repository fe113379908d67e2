package treecast.linalg

import scala.util.Random

/** The arithmetic of a precision, one operation at a time, with numbers given as doubles. */
final case class Arithmetic(precision: Precision) {
  private val single = precision == Precision.SINGLE

  val smallest: Double = if (single) Float.MinPositiveValue.toDouble else Double.MinPositiveValue

  /** So far from 1 that products and sums leave the range of numbers. */
  val large: Double = if (single) 1e38 else 1e300

  /** The result of an operation on numbers of this precision. */
  def round(exactly: Double): Double = if (single) exactly.toFloat.toDouble else exactly

  def fma(a: Double, b: Double, c: Double): Double =
    if (single) Math.fma(a.toFloat, b.toFloat, c.toFloat).toDouble else Math.fma(a, b, c)

  def array(length: Int)(value: => Double): FlatArray = precision.of(Array.fill(length)(value))

  /** A window somewhere inside an array of random numbers. */
  def window(rows: Int, columns: Int, random: Random)(value: => Double): Matrix = {
    val offset = random.nextInt(10)
    new Matrix(array(offset + rows * columns + random.nextInt(10))(value), offset, rows, columns)
  }

  def copy(array: FlatArray): FlatArray = precision.of(array.widened.clone())

  def copy(x: Matrix): Matrix = new Matrix(copy(x.array), x.offset, x.rows, x.columns)
}

package treecast.nn

import treecast.linalg.Matrix

import scala.jdk.CollectionConverters._
import scala.util.Random

/** Gradients by differences, and what they are compared with. */
trait Gradients {
  protected val random = new Random(2024)

  /** All that are registered. */
  protected val activations = Layers.registry.names.asScala.toSeq.map(Activation.of)

  /** Central differences at two distances, extrapolated, so that only errors of the fourth order are left. */
  protected def numerical(f: Array[Double] => Double, x: Array[Double]): Array[Double] = {
    val h = 2e-4
    val near = GradientCheck.numericalGradient(f(_), x.clone(), h)
    val far = GradientCheck.numericalGradient(f(_), x.clone(), 2 * h)
    near.zip(far).map { case (n, f) => (4 * n - f) / 3 }
  }

  protected def largest(x: Array[Double]) = x.map(_.abs).maxOption.getOrElse(0.0)

  protected def difference(a: Array[Double], b: Array[Double]) = largest(a.zip(b).map { case (x, y) => x - y })

  protected def normals(n: Int) = Array.fill(n)(random.nextGaussian())

  protected val fixedMasks: Masks = (hidden: Int, _: Int, ratio: Double, mask: Matrix) => {
    val coins = new Random(hidden)
    for (i <- 0 until mask.size) mask.values()(mask.offset + i) = if (coins.nextDouble() > ratio) 1 else 0
  }
}

package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{BatchRequest, MinibatchSampling, Shard}
import treecast.linalg.{ArrayPool, DoubleArray, Workspace}
import treecast.nn._
import treecast.testing.Plans

/** What a shard adds to a step is the gradient of its whole minibatch, in however many parts that is computed. */
class ShardGradientSpec extends AnyFunSuite {
  private val seed = 4L
  private val step = 2
  private val rows = 1300

  private def net(batchNorm: Boolean, dropout: Double) = new MultiLayerNetExtend(
    new MultiLayerNet(5, java.util.List.of(4, 3), 3, Activation.RELU, Initializer.of("he"), 0),
    batchNorm,
    dropout
  )

  private def plan(net: MultiLayerNetExtend, batch: Int) =
    Plans.of(net.network, rows = rows, batch = batch, steps = 10, initializer = net.initializer, rate = 1, seed = seed)

  private val shard = {
    val bytes = new scala.util.Random(1)
    new Shard(
      0,
      5,
      Array.fill(rows * 5)(bytes.nextInt(256).toByte),
      Array.fill(rows)(bytes.nextInt(3).toByte)
    )
  }

  for (batchNorm <- Seq(false, true); dropout <- Seq(0.0, 0.4); batch <- Seq(1, 255, 256, 257, 700, 1200))
    test(s"batch $batch, dropout $dropout, batch norm $batchNorm") {
      val extended = net(batchNorm, dropout)
      val network = extended.network
      val weights = network.initialWeights(extended.initializer, seed)
      val minibatch =
        shard.draw(new BatchRequest(MinibatchSampling.SHUFFLED, seed, step, batch), 0, batch, new Workspace)
      val sum = network.gradientAndLoss
      network.addGradient(new DoubleArray(weights), minibatch, Masks.random(seed, step, 0, 0), new Workspace, sum)
      val whole = sum.values
      val parts = plan(extended, batch).gradient(new DoubleArray(weights), shard, step, new ArrayPool).total.doubles
      val largest = whole.map(math.abs).max
      assert(largest > 0)
      for ((part, sum) <- parts.zip(whole)) assert(math.abs(part - sum) <= 1e-12 * largest)
    }

  for ((batch, shards) <- Seq(3 -> 8, 700 -> 1))
    test(s"nothing of what the array held before is left in a shard of $batch rows in $shards shards") {
      val network = net(batchNorm = false, 0)
      val plan = Plans.of(
        network.network,
        rows = rows,
        batch = batch,
        shards = shards,
        steps = 10,
        initializer = network.initializer,
        rate = 1,
        seed = seed
      )
      val weights = new DoubleArray(network.network.initialWeights(network.initializer, seed))
      def total(pool: ArrayPool) =
        (0 until shards)
          .map { index =>
            plan.gradient(weights, new Shard(index, shard.inputs, shard.labels, shard.selection), step, pool)
          }
          .reduce(_ plus _)
          .total
          .doubles
      val used = new ArrayPool
      for (_ <- 0 until shards)
        used.give(new DoubleArray(Array.fill(network.network.gradientAndLoss.array.length)(Double.NaN)))
      assert(total(used).sameElements(total(new ArrayPool)))
    }

  test("rows are computed a few at a time where no layer looks at all of them") {
    assert(plan(net(batchNorm = false, 0), 1000).rowsAtOnce(1000) < 1000)
    assert(plan(net(batchNorm = false, 0), 3).rowsAtOnce(3) == 3)
    assert(plan(net(batchNorm = true, 0), 1000).rowsAtOnce(1000) == 1000)
  }
}

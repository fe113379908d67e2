package treecast.testing

import org.apache.spark.TaskContext
import treecast.data.{Shard, Split}
import treecast.linalg.{ArrayPool, FlatArray}
import treecast.nn.GradientSum
import treecast.training.{Engine, SharedValue, TimedGradientSum}

import java.util.{List => JavaList}

/** What happens besides in the tasks of a step or an evaluation, on executors, which know nothing of tests. */
trait TaskHook extends java.io.Serializable {
  def weightsFetched(): Unit = ()
  def beforeGradient(): Unit = ()
  def afterGradient(): Unit = ()
  def evaluating(): Unit = ()
}

object TaskHook {

  /** Nothing happens besides. */
  object None extends TaskHook

  /** The first attempt at one task fails. */
  class FailingOnce(partition: Int) extends TaskHook {
    override def beforeGradient(): Unit = for (task <- Option(TaskContext.get()))
      if (task.partitionId() == partition && task.attemptNumber() == 0)
        throw new IllegalStateException("failing on purpose")
  }

  /** Every attempt at one task fails. */
  class FailingAlways(partition: Int) extends TaskHook {
    override def beforeGradient(): Unit = for (task <- Option(TaskContext.get()))
      if (task.partitionId() == partition) throw new IllegalStateException("failing on purpose\nin two lines")
  }

  /** The first attempt at every third task takes longer. */
  class Straggling(step: Int, milliseconds: Long) extends TaskHook {
    override def beforeGradient(): Unit = for (task <- Option(TaskContext.get()))
      if ((task.partitionId() + step) % 3 == 0 && task.attemptNumber() == 0) Thread.sleep(milliseconds)
  }
}

/** An engine whose tasks have a hook, which may be another one for each step. */
class HookedEngine(engine: Engine, hook: () => TaskHook) extends Engine {
  override def share[T <: java.io.Serializable](value: T): SharedValue[T] = engine.share(value)

  override def share(weights: FlatArray): SharedValue[FlatArray] = new HookedWeights(engine.share(weights), hook())

  override def sum(each: Engine.ShardGradient): TimedGradientSum = engine.sum(new HookedGradient(each, hook()))

  override def map[T](split: Split, each: Engine.ShardFunction[T]): JavaList[T] =
    engine.map(split, new HookedFunction(each, hook()))

  override def sumsJoinedBy: String = engine.sumsJoinedBy

  override def close(): Unit = engine.close()
}

private class HookedWeights(weights: SharedValue[FlatArray], hook: TaskHook) extends SharedValue[FlatArray] {
  override def value: FlatArray = {
    val found = weights.value
    if (TaskContext.get() != null) hook.weightsFetched()
    found
  }

  override def close(): Unit = weights.close()
}

private class HookedGradient(each: Engine.ShardGradient, hook: TaskHook) extends Engine.ShardGradient {
  override def apply(shard: Shard, pool: ArrayPool): GradientSum = {
    hook.beforeGradient()
    val sum = each.apply(shard, pool)
    hook.afterGradient()
    sum
  }
}

private class HookedFunction[T](each: Engine.ShardFunction[T], hook: TaskHook) extends Engine.ShardFunction[T] {
  override def apply(shard: Shard): T = {
    hook.evaluating()
    each.apply(shard)
  }
}

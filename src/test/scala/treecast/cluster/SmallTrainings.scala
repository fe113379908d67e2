package treecast.cluster

import org.apache.spark.SparkContext
import org.scalatest.{BeforeAndAfterAll, Suite}
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.optim.{Schedule, Sgd}
import treecast.source.IdxFolder
import treecast.testing.DefaultStorage.storage
import treecast.testing.{Plans, SmallDigits, SparkContexts}
import treecast.training.{Trial, TrainingPlan}

/** Trainings of a moment on few digits, and a Spark context for each test. */
trait SmallTrainings extends BeforeAndAfterAll { this: Suite =>
  protected val shards = 4
  protected lazy val folder = SmallDigits.folder(trainRows = 100, testRows = 40)
  protected lazy val data = IdxFolder.of(storage, folder.toString, 10).examine()
  protected lazy val net =
    new MultiLayerNet(data.features, java.util.List.of(8), 10, Activation.RELU, Initializer.of("he"), 0)

  override def afterAll(): Unit = SmallDigits.delete(folder)

  protected def plan(steps: Int = 20, schedule: Schedule = Schedule.constant, seed: Long = 1): TrainingPlan =
    Plans.of(
      net.network,
      rows = data.trainRows,
      batch = 20,
      steps = steps,
      shards = shards,
      optimizer = new Sgd,
      schedule = schedule,
      seed = seed
    )

  protected def trial(plan: TrainingPlan): Trial = new Trial("one", plan, data.trainRows, Trial.Keeps.NUMBERS)

  protected def withSpark[T](use: SparkContext => T): T = SparkContexts.withSpark("local[3]")(use)
}

package treecast.experiment

import org.apache.spark.SparkContext
import org.scalatest.funsuite.AnyFunSuite
import treecast.cluster.PackedTrials
import treecast.data.DataSet
import treecast.source.IdxFolder
import treecast.testing.DefaultStorage.storage
import treecast.testing.SmallDigits
import treecast.testing.SparkContexts.withSpark
import treecast.training.TrialListener

import scala.jdk.CollectionConverters._

/** The same experiments leave the same bytes, wherever and in however many tasks they run. */
class ExperimentBitsSpec extends AnyFunSuite {
  private val small: Seq[Experiment] = Seq(
    new Trajectories,
    new OptimizerComparison(30),
    new ActivationHistograms(50),
    new InitialisationComparison(30),
    new BatchNormComparison(3, 5),
    new WeightDecayComparison(4),
    new DropoutComparison(4),
    new HyperparameterSearch(6, 2),
    new EnsembleAverage(3, 1)
  )

  private def results(spark: SparkContext, data: DataSet, seed: Long, tasks: Int => Int): String = {
    val conditions = new ExperimentContext(data, seed)
    val trials = small.flatMap(_.trials(conditions).asScala)
    val packed = PackedTrials.inTasks(spark, data, tasks(trials.size))
    try {
      var outcomes = packed.outcomes(trials.asJava, TrialListener.NONE).asScala.toSeq
      val findings = small.map { experiment =>
        val (mine, others) = outcomes.splitAt(experiment.trials(conditions).size)
        outcomes = others
        new FinishedExperiment(experiment, experiment.result(conditions, mine.asJava))
      }
      new String(ResultsFile.of(conditions, findings.asJava), "UTF-8")
    } finally packed.close()
  }

  test("results.json has the same bytes on three masters and in any number of tasks, and others with another seed") {
    val folder = SmallDigits.folder(trainRows = 1200, testRows = 200)
    try {
      val data = IdxFolder.of(storage, folder.toString, 10).examine()
      val one = withSpark("local[1]")(results(_, data, 1, identity))
      assert(one.contains("\"claims\"") && !one.contains("NaN"))
      assert(withSpark("local[2]")(spark => Seq(3, 1).map(n => results(spark, data, 1, _ => n))) == Seq(one, one))
      assert(withSpark("local-cluster[2,1,1024]")(results(_, data, 1, identity)) == one)
      assert(withSpark("local[2]")(results(_, data, 2, identity)) != one)
    } finally SmallDigits.delete(folder)
  }
}

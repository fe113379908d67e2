package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.cluster.{SmallTrainings, SparkEngine}
import treecast.testing.{HookedEngine, SparkContexts, TaskHook}
import treecast.training.{Trainer, TrainingListener}

/** A task on an executor that fails as often as a task may. */
class FailedTaskSpec extends AnyFunSuite with SmallTrainings {
  test("four failures of one task are told in one line, with the task, the place and the cause") {
    SparkContexts.withSpark("local-cluster[2,1,1024]") { spark =>
      val hook = new TaskHook.FailingAlways(1)
      val engine = new HookedEngine(SparkEngine.of(spark, data, shards, shards), () => hook)
      val failure = intercept[RuntimeException](new Trainer(plan(), engine).train(TrainingListener.NONE))
      val told = ExitCode.of(failure)
      val line = "failed: task 1 of a job failed 4 times, the last time on \\S+ \\(executor \\d\\): " +
        "java.lang.IllegalStateException: failing on purpose"
      assert(told.code == 1 && told.line.matches(line), told)
    }
  }
}

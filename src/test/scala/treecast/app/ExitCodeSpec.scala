package treecast.app

import org.apache.spark.SparkException
import org.scalatest.funsuite.AnyFunSuite
import treecast.config.SettingsException
import treecast.data.DataException

/** The exit code and the line of whatever ends a command, and the versions that are refused. */
class ExitCodeSpec extends AnyFunSuite {
  private def wrapped(e: Throwable): Throwable = new IllegalStateException("outer", new RuntimeException("middle", e))

  test("the first cause that has a code of its own decides, however deep it lies, and its first line is told") {
    val cases = Seq(
      new SettingsException("batch: expected\nmore") -> new ExitCode(2, "batch: expected"),
      new DataException("x: expected") -> new ExitCode(3, "x: expected"),
      new RuntimeException("a\nb") -> new ExitCode(1, "failed: RuntimeException: a"),
      new NullPointerException -> new ExitCode(1, "failed: NullPointerException: null")
    )
    for ((e, failure) <- cases) assert(ExitCode.of(e) == failure)
    for ((e, failure) <- cases.take(2)) assert(ExitCode.of(wrapped(e)) == failure)
    assert(ExitCode.of(wrapped(new RuntimeException("x"))) == new ExitCode(1, "failed: IllegalStateException: outer"))
    assert(ExitCode.of(new DataException("x", new OutOfMemoryError("Java heap space"))).code == 3)
  }

  test("memory that runs out is told where it did, with the flag that gives more") {
    val here = ExitCode.of(wrapped(new OutOfMemoryError("Java heap space")))
    assert(here.code == 5 && here.line.startsWith("out of memory: the driver, whose heap is "), here)
    assert(
      here.line.endsWith("(--driver-memory SIZE gives it more): java.lang.OutOfMemoryError: Java heap space"),
      here
    )
    val lost = "Lost task 0.0 in stage 1.0 (TID 2) (10.0.0.1 executor "
    val inLocalTask = s"${lost}driver): java.lang.OutOfMemoryError: Java heap space\n\tat x"
    assert(ExitCode.of(new RuntimeException(inLocalTask)).line == here.line)
    for (
      told <- Seq(
        "3): java.lang.OutOfMemoryError: Java heap space\n\tat x",
        "3): ExecutorLostFailure (executor 3 exited) Reason: Command exited with code 52",
        "3): ExecutorLostFailure Reason: Container killed by YARN for exceeding physical memory limits. 1 GB",
        "3): ExecutorLostFailure The executor with id 3 exited with exit code 137 (OOMKilled)"
      )
    ) {
      val failure = ExitCode.of(wrapped(new RuntimeException(lost + told)))
      assert(failure.code == 5, told)
      assert(failure.line.startsWith("out of memory: an executor (--executor-memory SIZE gives each more): "), failure)
    }
    for (code <- Seq(1, 152, 520, 137))
      assert(ExitCode.of(new RuntimeException(s"${lost}3): Command exited with code $code")).code == 1, code)
  }

  test("a class that is missing, or has other methods, is told with the version of Spark") {
    val line = ExitCode.of(wrapped(new NoSuchMethodError("submitJob"))).line
    assert(line.contains("(expected Spark 4.0 or 4.1, found 4."), line)
    assert(!ExitCode.of(new RuntimeException("x")).line.contains("Spark"))
  }

  test("versions of Java and Spark that cannot work are refused, with those that can") {
    for (java <- Seq(17, 21, 22); spark <- Seq("4.0.1", "4.1.0", "4.2.0-preview")) Platform.require(java, spark)
    for (java <- Seq(11, 16, 23, 25)) {
      val told = intercept[SettingsException](Platform.require(java, "4.1.0")).getMessage
      assert(told.startsWith(s"expected Java 17 or 21, found $java in ") && told.contains("JAVA_HOME"))
    }
    for (spark <- Seq("3.5.6", "5.0.0", "40.1")) {
      val told = intercept[SettingsException](Platform.require(17, spark)).getMessage
      assert(told.startsWith(s"expected Spark 4.0 or 4.1, found $spark ("))
    }
  }

  test("a job that Spark gave up with its context, as without an answer of the master, is told in plain words") {
    val plain = new ExitCode(1, "failed: Spark ended before the work was done, for the reason that it gave above")
    val lost = new SparkException("Job 0 cancelled because SparkContext was shut down")
    assert(ExitCode.of(new IllegalStateException("2 of 2 results are missing", lost)) == plain)
    val early = new IllegalStateException("Cannot call methods on a stopped SparkContext.\nThis one was created at:")
    assert(ExitCode.of(early) == plain)
    assert(ExitCode.of(new IllegalStateException("2 of 2 results are missing")) != plain)
  }
}

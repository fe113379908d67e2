package treecast.cluster

import org.apache.hadoop.conf.Configuration
import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.extension.SettingValues
import treecast.source.{DataLocation, DataRequest, Formats, Tables}
import treecast.testing.MadeUpFileSystem
import treecast.testing.SparkContexts.withSpark

import java.nio.file.{Files, Path}
import java.util.{BitSet, List => JavaList, Optional}
import java.util.concurrent.atomic.AtomicInteger
import scala.jdk.CollectionConverters._

/** Rows that executors examine, on a file system that every machine reads: the driver reads none. */
class SparkTasksSpec extends AnyFunSuite with Tables {
  private val remote = {
    val configuration = new Configuration()
    MadeUpFileSystem.settings.foreach { case (key, value) => configuration.set(key, value) }
    new Storage(configuration)
  }

  private def examined(folder: Path, tasks: TaskRunner, format: String): Seq[Any] = {
    val provider = Formats.registry.provider(format)
    val at = DataLocation.of(remote, s"made-up:$folder")
    val request = new DataRequest(at, anyClasses, anyClasses, true, new TestShare(0.2, 1))
    val fitted: Examination.FittedRows = _ => new BitSet
    val data = provider
      .open(request, SettingValues.defaults(provider))
      .examine(new Examination(tasks, Optional.of(fitted), 300))
    val scaling = data.source.moments.map(m => ScalingMethod.STANDARD.of(data, m))
    Seq(data.describe, data.source.digest, data.source.notes, scaling, rows(data, Split.TRAIN), rows(data, Split.TEST))
  }

  /** A runner that counts its tasks. */
  private class Counted(runner: TaskRunner) extends TaskRunner {
    val tasks = new AtomicInteger

    override def map[A <: java.io.Serializable, B <: java.io.Serializable](
        inputs: JavaList[A],
        task: TaskRunner.Task[A, B]
    ): JavaList[B] = {
      tasks.addAndGet(inputs.size)
      runner.map(inputs, task)
    }
  }

  private val csvText = "size,name,kind\n" + (1 to 200).map { i =>
    s"${i * 0.37},${Seq("plain", "\"two\nlines\"", "w")(i % 3)},${"xyz" (i % 3)}\n"
  }.mkString
  private val libsvmText = (1 to 200).map(i => s"${i % 3} 1:${i * 0.37} 4:${i % 5}\n").mkString

  for (master <- Seq("local[2]", "local-cluster[2,1,1024]"))
    test(s"$master examines as threads do, and tells the first faulty row") {
      withSpark(master) { spark =>
        for ((format, text) <- Seq("csv" -> csvText, "libsvm" -> libsvmText))
          withTables(s"train.$format" -> text) { folder =>
            val counted = new Counted(new SparkTasks(spark))
            assert(examined(folder, counted, format) == examined(folder, TaskRunner.onThreads, format))
            assert(counted.tasks.get > 8, "executors examine it")
            val lines = text.split("\n", -1).toSeq
            val broken = lines.patch(151, Seq("1,2,3,4,5 x"), 0).patch(181, Seq("much too late, and wrong"), 0)
            Files.writeString(folder.resolve(s"train.$format"), broken.mkString("\n"))
            val message = complaint(examined(folder, TaskRunner.onThreads, format))
            assert(message.contains("line 152") && complaint(examined(folder, counted, format)) == message)
          }
      }
    }

  test("results come in the order of the inputs, and of several failures the first") {
    val inputs = (0 until 20).map(Integer.valueOf).asJava
    val doubled: TaskRunner.Task[Integer, Integer] = i => 2 * i
    val failing: TaskRunner.Task[Integer, Integer] = i => if (i % 7 == 3) throw new DataException(s"input $i") else i
    withSpark("local[2]") { spark =>
      for (runner <- Seq(TaskRunner.onThreads, new SparkTasks(spark))) {
        assert(runner.map(inputs, doubled).asScala == (0 until 40 by 2))
        assert(intercept[DataException](runner.map(inputs, failing)).getMessage == "input 3")
        assert(runner.map(JavaList.of[Integer](), doubled).isEmpty)
      }
    }
  }
}

package treecast.config

import com.typesafe.config.Config
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.DataSet
import treecast.source.digits.DrawnDigits

import java.nio.file.Files
import scala.jdk.CollectionConverters._

/** Which layer of a configuration decides: the defaults, under a file, under each `--set`. */
class ConfigurationSpec extends AnyFunSuite {
  private def of(assignments: String*): Config = plan(Nil, assignments)

  private def plan(files: Seq[Config], assignments: Seq[String]): Config =
    new PlanLayers(files.asJava, assignments.map(Configuration.parse(_)).asJava).plan

  private def over(file: String, assignments: String*): Config = {
    val path = Files.createTempFile("plan", ".conf")
    try plan(Seq(Configuration.parse("--config", Files.writeString(path, file).toFile)), assignments)
    finally Files.delete(path)
  }

  test("the default plan is Adam with a falling rate, and a change of its hyper-parameters keeps that") {
    for (
      config <- Seq(of(), of("optimizer=adam"), of("optimizer.beta1=0.8"), of("optimizer={ name = adam, beta2 = 0.9 }"))
    ) {
      assert(PlanSettings.of(config).update.rate == 0.01)
      assert(config.getList("schedule") == of().getList("schedule") && config.getList("schedule").size == 2)
    }
  }

  test("another optimizer begins with the chapter's rate, which it keeps") {
    for (config <- Seq(of("optimizer=momentum"), of("optimizer={ name = momentum }"), over("optimizer = momentum"))) {
      assert(config.getString("rate") == "default" && config.getString("schedule") == "constant")
      assert(PlanSettings.of(config).update.rate == 0.01)
    }
    assert(PlanSettings.of(of("rate=default")).update.rate == 0.001)
  }

  test("a rate or a schedule that was set stays, before and after the optimizer") {
    for (
      config <- Seq(
        of("optimizer=sgd", "rate=0.5"),
        of("rate=0.5", "optimizer=sgd"),
        over("rate = 0.5", "optimizer=sgd")
      )
    ) {
      assert(PlanSettings.of(config).update.rate == 0.5)
      assert(config.getString("schedule") == "constant")
    }
    assert(of("schedule={ name = step, every = 5 steps }", "optimizer=sgd").getString("schedule.every") == "5 steps")
  }

  test("an optimizer or a schedule that names itself takes nothing over from the one before") {
    val stepwise = over("schedule = { name = cosine, floor = 0.1 }", "schedule={ name = step, every = 5 steps }")
    assert(!stepwise.hasPath("schedule.floor"))
    assert(over("schedule = cosine", "schedule.floor=0.1").getString("schedule.name") == "cosine")
    val sgd = over("optimizer = { name = momentum, momentum = 0.8 }", "optimizer=sgd")
    assert(PlanSettings.of(sgd).update.optimizer == new treecast.optim.Sgd)
    val momentum = over("optimizer = momentum", "optimizer.momentum=0.7")
    assert(PlanSettings.of(momentum).update.optimizer == new treecast.optim.Momentum(0.7))
  }

  test("the default batch of format 1 leaves 32 steps in an epoch, and every shard its rows") {
    def batch(rows: Int, assignments: String*): Int = {
      val digits = new DrawnDigits().examine()
      val data = new DataSet(digits.source, rows, 1000, digits.shape, digits.labels)
      PlanSettings.of(of(assignments :+ "format=1": _*)).plan(data).batches.size
    }
    assert(Seq(60000, 32768, 32767, 6000, 600, 512, 16).map(batch(_)) == Seq(1024, 1024, 512, 128, 16, 16, 16))
    assert(batch(600, "network.batchNorm=false") == 16 && batch(300, "network.batchNorm=false") == 8)
    assert(batch(6000, "shards=100") == 200 && batch(60000, "batch=100") == 100)
  }
}

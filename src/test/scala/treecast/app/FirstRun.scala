package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.model.Model
import treecast.testing.SmallDigits

import java.nio.file.{Files, Path}
import scala.util.Using

/** A run whose weights other trainings start from. */
trait FirstRun extends ResumedRuns { this: AnyFunSuite =>
  protected val first = sets(
    "network.hidden=[12,8]",
    "network.batchNorm=true",
    "network.dropout=0",
    "batch=50",
    "shards=2",
    "steps=12",
    "seed=4"
  )
  protected val allButLast = Seq("W1", "b1", "gamma1", "beta1", "W2", "b2", "gamma2", "beta2")
  protected val head = sets(s"freeze=[${allButLast.mkString(",")}]", "batch=50", "shards=2", "epochs=4", "rate=0.02")

  protected def model(run: Path): Model =
    Using.resource(Files.newInputStream(run.resolve("model.safetensors")))(Model.read)

  protected def bytes(run: Path): Seq[Byte] = Files.readAllBytes(run.resolve("model.safetensors")).toSeq

  protected lazy val shared = {
    val run = Files.createTempDirectory("treecast-from").resolve("first")
    succeeded(trained(run, first: _*))
    run
  }

  override def afterAll(): Unit = {
    SmallDigits.delete(shared.getParent)
    super.afterAll()
  }

  protected def withFirst(use: (Path, Path) => Unit): Unit = withRuns(runs => use(runs, shared))

  protected def trained(run: Path, flags: String*): Result = trainDigits(run, flags :+ "--no-report": _*)
}

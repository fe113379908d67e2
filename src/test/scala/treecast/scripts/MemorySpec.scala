package treecast.scripts

import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.cluster.ClusterResources
import treecast.linalg.Precision
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.optim.Adam
import treecast.testing.{Plans, Slow, SmallDigits}
import treecast.training.MemoryNeeds

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** The formula of docs/running.md: a heap of its size trains, and one of 60 per cent of it is refused. */
class MemorySpec extends AnyFunSuite with BeforeAndAfterAll {
  private lazy val launcher = new Launcher
  private lazy val digits = SmallDigits.folder(trainRows = 200, testRows = 20)

  override def afterAll(): Unit = {
    launcher.close()
    SmallDigits.delete(digits)
  }

  private val hidden = java.util.List.of(Int.box(9000), Int.box(500))

  private def plan(precision: Precision) = {
    val net = new MultiLayerNet(784, hidden, 10, Activation.RELU, Initializer.of("he"), 0).network()
    val adam = new Adam(0.9, 0.999)
    Plans.of(net.computedIn(precision), rows = 200, batch = 64, steps = 4, shards = 8, optimizer = adam)
  }

  /** A size of a heap, which Spark wants to be 450 MiB at least. */
  private def mebibytes(bytes: Long, share: Double) = s"${math.ceil(share * bytes / (1 << 20)).toLong.max(452)}m"

  private def train(precision: Precision, out: Path, more: String*): LauncherRun = {
    val sets = Seq("network.hidden=[9000,500]", "batch=64", "shards=8", "steps=4", s"precision=${precision.key}") ++
      Seq("network.batchNorm=false", "checkpoint.every=1 step", "optimizer=adam")
    val few = Seq("train", "--data", s"$digits", "--no-report", "--quiet", "--out", s"$out") ++ more
    launcher.run(Map(), few ++ sets.flatMap(Seq("--set", _)): _*)
  }

  private def requires(precision: Precision, needs: MemoryNeeds, cluster: Seq[String]): Unit = {
    val folder = Files.createTempDirectory(launcher.home, "memory")
    def heaps(share: Double) =
      Seq("--driver-memory", mebibytes(needs.driver, share)) ++
        Seq(needs.executor).filter(_ > 0).flatMap(e => Seq("--executor-memory", mebibytes(e, share)))
    val trained = train(precision, folder.resolve("trained"), cluster ++ heaps(1): _*)
    assert(trained.code == 0 && Files.exists(folder.resolve("trained/summary.json")), trained)
    val refused = train(precision, folder.resolve("refused"), cluster ++ heaps(0.6): _*)
    assert(refused.code == 5 && refused.err.startsWith("treecast: out of memory before the first step: "), refused)
    assert(refused.err.contains("%,d bytes for the driver".format(needs.driver)), refused)
    assert(needs.executor == 0 || refused.err.contains("%,d for each executor".format(needs.executor)), refused)
    assert(!Files.exists(folder.resolve("refused")))
  }

  for (precision <- Precision.values) {
    test(s"12 million parameters on local[2], ${precision.key}", Slow) {
      val held = new ClusterResources(true, Seq(2).map(Int.box).asJava, 0).held(8, 2)
      requires(precision, MemoryNeeds.inOneJvm(plan(precision), true, held), Seq("--master", "local[2]"))
    }

    test(s"12 million parameters on local-cluster[2,2,2048], ${precision.key}", Slow) {
      val held = new ClusterResources(false, Seq(2, 2).map(Int.box).asJava, 0).held(8, 8)
      val needs = MemoryNeeds.onCluster(plan(precision), true, held)
      requires(precision, needs, Seq("--master", "local-cluster[2,2,2048]"))
    }
  }
}

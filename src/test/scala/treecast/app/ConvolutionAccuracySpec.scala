package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles
import treecast.testing.Slow

/** What the convolutional network is for: the defaults of its kind, on real MNIST. */
class ConvolutionAccuracySpec extends AnyFunSuite with CommandLine {
  test("slow: the convolutional network passes 99 % of MNIST's test digits within ten epochs", Slow) {
    val mnist = sys.env.get("TREECAST_MNIST").filter(_.nonEmpty).getOrElse(cancel("TREECAST_MNIST is not set"))
    IdxFiles.withEmptyFolder { runs =>
      val out = runs.resolve("run")
      val arguments = Seq("--data", mnist, "--master", "local[2]", "--out", out.toString, "--quiet")
      val trained = run(Seq("train", "--set", "network.kind=conv") ++ arguments: _*)
      assert(trained.code == 0, trained.err)
      val told = summary(out)
      assert(told.get("epochs").asDouble < 10.001 && told.get("testAccuracy").asDouble >= 0.99, trained.out)
    }
  }
}

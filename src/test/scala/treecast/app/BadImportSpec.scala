package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles

import java.nio.file.Files
import scala.collection.immutable.ListMap

/** Weights files that are no network, or not the one that the settings say: one line, and nothing is written. */
class BadImportSpec extends AnyFunSuite with CommandLine with MadeWeights {

  private def refusesFile(title: String, code: Int, bytes: => Array[Byte], words: String*)(more: String*): Unit =
    test(s"refused: $title") {
      IdxFiles.withEmptyFolder { made =>
        val source = Files.write(made.resolve("weights.npz"), bytes).toString
        val activation = if (title.contains("activation")) Nil else Seq("--set", "network.activation=relu")
        refuses(code, Seq("import", source, "--out", out) ++ activation ++ more, words)
      }
    }

  refusesFile("no activation", 2, made(good), "network.activation", "weights.npz", "--set network.activation=relu")()
  refusesFile("another activation than there is", 2, made(good), "network.activation")(
    "--set",
    "network.activation=rely"
  )
  refusesFile("other sizes", 2, made(good), "network.hidden", "[4]", "[5]")("--set", "network.hidden=[5]")
  refusesFile("another depth", 2, made(good), "network.depth", "[4]")("--set", "network.depth=2")
  refusesFile("batch norm that is not there", 2, made(good), "network.batchNorm", "false")(
    "--set",
    "network.batchNorm=true"
  )
  refusesFile("another kind", 2, made(good), "network.kind", "conv")("--set", "network.kind=conv")
  refusesFile("labels that are too few", 2, made(good), "--labels", "2 classes", "found 3")("--labels", "a,b,c")
  refusesFile("equal labels", 2, made(good), "--labels")("--labels", "a,a")
  refusesFile("a scale of 0", 2, made(good), "--scale")("--scale", "0")
  refusesFile("shifts that are too few", 2, made(good), "--shift", "3 features", "found 2")("--shift", "1,2")
  refusesFile("an epsilon that is none", 2, made(good), "--epsilon")("--epsilon", "-1")
  refusesFile("a missing bias", 3, made(good - "b2"), "b2", "found none")()
  refusesFile("an array too many", 3, made(good + ("mask" -> Seq(2))), "mask")()
  refusesFile("layers that do not fit", 3, made(good + ("W2" -> Seq(5, 2))), "W2", "4 inputs", "found 5")()
  refusesFile("a bias that does not fit", 3, made(good + ("b1" -> Seq(3))), "b1", "4 elements", "found 3")()
  refusesFile("one layer alone", 3, made(good - "W2" - "b2"), "hidden dense layer", "found 1")()
  refusesFile("weights of three dimensions", 3, made(good + ("W1" -> Seq(3, 2, 2))), "W1", "3 x 2 x 2")()
  refusesFile("no weights", 3, made(Map("a" -> Seq(2))), "W1", "0.weight", "found 'a'")()
  refusesFile("not a number", 3, made(good, Double.NaN), "finite", "NaN")()
  private val norm = Seq("gamma1", "beta1", "running_mean1", "running_var1").map(_ -> Seq(4))
  refusesFile("batch norm without its statistics", 3, made(good ++ norm.dropRight(1)), "running_var1")()
  refusesFile("a negative variance", 3, made(good ++ norm, -0.5), "running_var1", "-0.5")()
  refusesFile(
    "batch norm behind the last layer",
    3,
    made(good ++ Seq("gamma2", "beta2", "running_mean2", "running_var2").map(_ -> Seq(2))),
    "batch norm",
    "W2"
  )()
  private val torch = ListMap("0.weight" -> Seq(4, 3), "0.bias" -> Seq(4))
  private val last = Map("3.weight" -> Seq(2, 4), "3.bias" -> Seq(2))
  private def normAt(module: Int) =
    Seq("weight", "bias", "running_mean", "running_var").map(name => s"$module.$name" -> Seq(4))
  refusesFile("batch norm behind the activation", 3, made(torch ++ normAt(2) ++ last), "batch norm", "module 2")()
  refusesFile("batch norm on the inputs", 3, made(torch ++ normAt(1) ++ normAt(2) ++ last), "batch norm", "found 2")()
  refusesFile(
    "a convolution whose image is not known",
    2,
    made(images + ("W2" -> Seq(20, 4))),
    "data.shape",
    "[1,HEIGHT,WIDTH]"
  )()
  refusesFile("a convolution on other images", 2, made(images), "data.shape", "18 outputs")(
    "--set",
    "data.shape=[1,10,10]"
  )
  refusesFile(
    "two convolutions",
    3,
    made(images + ("W2" -> Seq(2, 2, 1, 1)) + ("b2" -> Seq(2))),
    "one convolution",
    "W2"
  )()
  refusesFile("text", 3, "W1,b1\n1,2\n".getBytes, "safetensors")()
  refusesFile("a pickle", 3, Array[Byte](-128, 2, 0, 0), "pickled objects, which are not read")()
  refusesFile("an empty file", 3, Array.empty, "safetensors")()
  test("refused: a file that is not there, and a directory that is") {
    refuses(3, Seq("import", folder.resolve("none.npz").toString, "--out", out), Seq("none.npz", "found none"))
    refuses(2, Seq("import", "none.npz", "--out", folder.toString), Seq("--out", "exists"))
    refuses(2, Seq("import", "none.npz"), Seq("--out"))
  }
}

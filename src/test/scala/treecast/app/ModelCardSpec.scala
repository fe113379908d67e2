package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.model.ModelFile
import treecast.data.Sha256

import java.nio.file.Files
import scala.jdk.CollectionConverters._

/** The model card beside exported files. */
class ModelCardSpec extends AnyFunSuite with Exports {
  test("the card tells data, plan, figures, versions and hashes, and gets a section for each file") {
    val to = newFolder()
    def card = Files.readString(to.resolve("MODEL.md"))
    succeeds("export", s"$digitRun", "--to", "onnx", "--out", s"$to/a.onnx")
    val first = card
    val digest = "SHA-256 of the rows \\| ([0-9a-f]{64}) ".r.findFirstMatchIn(first).get.group(1)
    val told = summary(digitRun)
    for (
      words <- Seq(
        "300 training and 100 test images",
        s"| testAccuracy | ${told.get("testAccuracy").asText} |",
        s"| weightsSha256 | ${told.get("weightsSha256").asText} |",
        s"| sparkVersion | ${told.get("sparkVersion").asText} |",
        s"| SHA-256 of the model | ${Sha256.of(Files.readAllBytes(digitRun.resolve(ModelFile.NAME)))} |",
        s"```\n${Files.readString(digitRun.resolve("plan.conf"))}```\n",
        s"| SHA-256 of the file | ${Sha256.of(Files.readAllBytes(to.resolve("a.onnx")))} |",
        "| input | `features` | float | N x 784 | ",
        "| output | `label` | int64 | N | ",
        "| format | ONNX of IR version 7, opset 13 |",
        "| producer | treecast "
      )
    ) assert(first.contains(words), words)
    succeeds("export", s"$digitRun", "--to", "npz", "--out", s"$to/b.npz", "--fold")
    assert(card.startsWith(first) && card.contains("## File b.npz") && card.contains("| batch norm | folded |"))
    assert(card.contains("| array | `W1` | float32 | 784 x 12 | W of layer 1, inputs x outputs |"))
    Files.delete(to.resolve("a.onnx"))
    succeeds("export", s"$digitRun", "--to", "onnx", "--out", s"$to/a.onnx", "--precision", "double")
    assert(card.split("## File ").map(_.takeWhile(_ != '\n')).toSeq.tail == Seq("b.npz", "a.onnx"))
    assert(Files.list(to).iterator.asScala.map(_.getFileName.toString).toSet == Set("MODEL.md", "a.onnx", "b.npz"))

    val alone = Files.copy(digitRun.resolve(ModelFile.NAME), newFolder().resolve("alone.safetensors"))
    val other = Files.readString(exported(alone, "onnx").resolveSibling("MODEL.md"))
    assert(other.contains("no plan beside the model") && !other.contains("## Plan"))
    val unread = Files.readString(exported(digitRun, "onnx", "--no-digest").resolveSibling("MODEL.md"))
    assert(!unread.contains(digest) && unread.contains("the rows were not read"))
  }

  test("the digest is that of the training's rows, or not given where other rows are there now") {
    val Seq(moved, there) = Seq("moved", "run").map(name => Files.createDirectories(newFolder().resolve(name)))
    for ((from, to) <- Seq(digits -> moved, digitRun -> there); file <- Files.list(from).iterator.asScala)
      Files.copy(file, to.resolve(file.getFileName))
    val plan = there.resolve("plan.conf")
    Files.writeString(plan, Files.readString(plan).replace(s"$digits", s"$moved"))
    def digest = {
      val text = Files.readString(exported(there, "npz").resolveSibling("MODEL.md"))
      "SHA-256 of the rows \\| (.*) \\|".r.findFirstMatchIn(text).get.group(1)
    }
    val known = digest
    assert(known.matches("[0-9a-f]{64}"))
    val labels = moved.resolve("train-labels-idx1-ubyte")
    val bytes = Files.readAllBytes(labels)
    Files.write(labels, bytes.updated(bytes.length - 1, ((bytes.last + 1) % 10).toByte))
    assert(digest != known && digest.matches("[0-9a-f]{64}"))
    for (file <- Seq("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) Files.delete(moved.resolve(file))
    assert(digest.startsWith("not known: "))
  }
}

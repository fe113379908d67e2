package treecast.training

import com.fasterxml.jackson.databind.ObjectMapper
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{DataException, Sha256}
import treecast.linalg.RandomStream

import java.io.{ByteArrayInputStream, ByteArrayOutputStream}
import java.nio.ByteBuffer
import java.nio.ByteOrder.LITTLE_ENDIAN
import java.nio.charset.StandardCharsets.UTF_8
import java.util.Optional
import scala.jdk.CollectionConverters._

/** The file of a checkpoint: all of its content, in the safetensors format, and nothing that is damaged. */
class CheckpointFileSpec extends AnyFunSuite {
  private def found(correct: Int) =
    new Evaluations(
      new Evaluation(30, 7, 0.1),
      new Evaluation(10, correct.toLong, 1.0 / 3),
      new Evaluation(9, 2, 5e-324)
    )

  private def checkpoint(evaluated: Boolean = true, best: BestWeights = BestWeights.NONE): Checkpoint = {
    val history = History.of(
      Array(2.5, Double.MinPositiveValue, -0.0),
      java.util.List.of(new History.Entry(1, found(4)), new History.Entry(3, found(6)))
    )
    new Checkpoint(
      3,
      if (best.step > 0) best.step else 3,
      Array(1, Double.NaN, 1.0 / 3),
      Array(Array(4, 5, 6), Array(7, 8, 9)),
      Array(0.25),
      best,
      if (evaluated) Optional.of(found(6)) else Optional.empty[Evaluations],
      history
    )
  }

  /** The same of a training that is compared by another score. */
  private def scored(of: Checkpoint): Checkpoint = {
    def by(found: Evaluations, score: Double) = new Evaluations(found.train, found.validation, found.test, score)
    val records = of.history.records.asScala.map(r => new History.Entry(r.step, by(r.evaluations, -1.5 * r.step)))
    val history = History.of(of.history.losses, records.asJava)
    val evaluations = of.evaluations.map[Evaluations](by(_, -0.1))
    new Checkpoint(of.step, of.weightsStep, of.weights, of.slots, of.statistics, of.best, evaluations, history)
  }

  private val best = new BestWeights(1, 0.4, 2, Array(1, 2, 3), Array(0.5))

  private def content(c: Checkpoint) = {
    val arrays = Seq(c.weights, c.statistics, c.best.weights, c.best.statistics, c.history.losses) ++ c.slots
    (
      arrays.map(_.toSeq.map(java.lang.Double.doubleToRawLongBits)),
      (c.step, c.weightsStep, c.best.step, c.best.score, c.best.evaluationsSince),
      c.evaluations,
      c.history.records.asScala.toSeq
    )
  }

  test("a checkpoint that is written and read again has the same content, bit by bit") {
    val some = Seq(checkpoint(), checkpoint(evaluated = false), checkpoint(best = best))
    for (c <- some ++ some.map(scored))
      assert(content(CheckpointFile.decode(CheckpointFile.encode(c), "here")) == content(c))
  }

  /** Length of the header, the header, and where the arrays begin. */
  private def header(bytes: Array[Byte]) = {
    val length = ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).getLong.toInt
    (new ObjectMapper().readTree(new String(bytes, 8, length, UTF_8)), 8 + length)
  }

  test("the file is safetensors: contiguous arrays of doubles, aligned, with words for metadata") {
    val out = new ByteArrayOutputStream
    CheckpointFile.write(checkpoint(best = best), java.util.Map.of("plan", "seed = 1 # größer\n"), out)
    val bytes = out.toByteArray
    val (json, begin) = header(bytes)
    assert(begin % 8 == 0)
    val metadata = json.get("__metadata__")
    assert(metadata.elements.asScala.forall(_.isTextual))
    assert(metadata.get("plan").asText == "seed = 1 # größer\n" && metadata.get("step").asText == "3")
    val names = json.fieldNames.asScala.toSeq.filter(_ != "__metadata__")
    assert(
      names == Seq("weights", "statistics", "optimizer.0", "optimizer.1", "best.weights", "best.statistics") ++
        Seq("evaluations", "history.losses", "history.evaluations")
    )
    val end = names.foldLeft(0) { (offset, name) =>
      val size = json.get(name).get("shape").get(0).asInt
      assert(json.get(name).get("dtype").asText == "F64")
      assert(json.get(name).get("data_offsets").elements.asScala.map(_.asInt).toSeq == Seq(offset, offset + 8 * size))
      assert(metadata.get(s"sha256.$name").asText == Sha256.of(bytes.slice(begin + offset, begin + offset + 8 * size)))
      offset + 8 * size
    }
    assert(begin + end == bytes.length)
    assert(ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).getDouble(begin + 16) == 1.0 / 3)
  }

  private def refuses(bytes: Array[Byte], words: String*): Unit = {
    val message = intercept[DataException](CheckpointFile.decode(bytes, "here")).getMessage
    assert(message.linesIterator.size == 1 && message.startsWith("here: expected "), message)
    for (word <- words) assert(message.contains(word), message)
  }

  test("scores are arrays of their own, where they are not the accuracies") {
    val (json, _) = header(CheckpointFile.encode(scored(checkpoint())))
    val plain = header(CheckpointFile.encode(checkpoint()))._1.fieldNames.asScala.toSet
    assert(json.fieldNames.asScala.toSet -- plain == Set("evaluations.score", "history.scores"))
    assert(json.get("history.scores").get("shape").get(0).asInt == 2)
  }

  test("a file that is cut short anywhere, or goes on behind its end, is refused") {
    val bytes = CheckpointFile.encode(checkpoint(best = best))
    for (length <- 0 until bytes.length) refuses(bytes.take(length))
    refuses(bytes :+ 0.toByte)
  }

  test("a flipped bit in any array is refused, with the name of the array") {
    val bytes = CheckpointFile.encode(checkpoint(best = best))
    val (json, begin) = header(bytes)
    for (at <- begin until bytes.length; bit = RandomStream.of(at.toLong).below(0, 8)) {
      val flipped = bytes.updated(at, (bytes(at) ^ (1 << bit)).toByte)
      val offset = at - begin
      val name = json.properties.asScala.find { field =>
        val offsets = field.getValue.path("data_offsets")
        !offsets.isMissingNode && offsets.get(0).asInt <= offset && offset < offsets.get(1).asInt
      }.get
      refuses(flipped, "SHA-256", name.getKey)
    }
  }

  /** The same file with another header. */
  private def rewritten(bytes: Array[Byte])(edit: String => String): Array[Byte] = {
    val (_, begin) = header(bytes)
    val text = new String(bytes, 8, begin - 8, UTF_8)
    val json = edit(text).getBytes(UTF_8)
    assert(!json.sameElements(text.getBytes(UTF_8)))
    ByteBuffer.allocate(8).order(LITTLE_ENDIAN).putLong(json.length.toLong).array ++ json ++ bytes.drop(begin)
  }

  test("another format, a later version and what is missing are named") {
    val bytes = CheckpointFile.encode(checkpoint())
    refuses(rewritten(bytes)(_.replace("treecast-checkpoint", "treecast")), "found format treecast of")
    refuses(rewritten(bytes)(_.replace("\"version\":\"1\"", "\"version\":\"2\"")), "version 1", "version 2")
    refuses(rewritten(bytes)(_.replace("\"weightsStep\":\"3\",", "")), "without weightsStep")
    refuses(rewritten(bytes)(_.replace("\"step\":\"3\"", "\"step\":\"three\"")), "three")
    refuses(rewritten(bytes)(_.replace("\"weights\"", "\"heights\"")), "heights")
    refuses(rewritten(bytes)(_.replaceFirst("\"shape\":\\[3\\]", "\"shape\":[2147483647]")), "place of an array")
    refuses(rewritten(bytes)(_.replaceFirst("F64", "F32")), "F32")
  }

  test("a header that claims to be larger than the file costs no memory") {
    for (length <- Seq(Long.MaxValue, 1L << 40, -1L, 0L))
      refuses(ByteBuffer.allocate(16).order(LITTLE_ENDIAN).putLong(length).array, "safetensors")
    val bytes = CheckpointFile.encode(checkpoint())
    val in = new ByteArrayInputStream(bytes)
    intercept[DataException](CheckpointFile.read(in, bytes.length + 8L, "here"))
  }
}

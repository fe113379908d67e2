package treecast.recorded

import com.fasterxml.jackson.databind.ObjectMapper

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.security.MessageDigest
import java.util.HexFormat

/** What a command has left in its directory that is a matter of bits: nothing of times, places and versions. */
object Results {

  /** @param data
    *   the folder of the data, whose name is no result
    */
  def of(out: Path, data: String): Seq[(String, String)] =
    trained(out) ++ members(out) ++ searched(out) ++ experimented(out, data)

  private val hashes = Seq("weightsSha256", "historySha256")
  private val stop = Seq("steps", "stoppedEarly", "weightsStep")
  private val figures = Seq("trainAccuracy", "trainLoss", "testAccuracy")

  /** A network's bits; of a validated one also where it stopped, and whose weights it kept. The figures of an ensemble
    * or a winner are in no history.
    */
  private def trained(run: Path): Seq[(String, String)] =
    if (!has(run, "summary.json")) Nil
    else {
      val summary = new ObjectMapper().readTree(text(run, "summary.json"))
      val promoted = summary.has("timesTestRowsWereLookedAt")
      val alone = summary.has("historySha256") && !has(run, "member-1") && !promoted
      val keys = hashes ++ (if (summary.has("stoppedEarly")) stop else Nil) ++ (if (alone) Nil else figures)
      keys.filter(summary.has).map(key => key -> summary.get(key).asText)
    }

  private def members(run: Path): Seq[(String, String)] =
    Iterator.from(1).map(i => s"member-$i").takeWhile(has(run, _)).toSeq.flatMap { member =>
      trained(run.resolve(member)).map { case (key, value) => s"$member $key" -> value }
    }

  /** The trials, the best in words, and the weights of all of them, in whatever files and order the ledger has them. */
  private def searched(sweep: Path): Seq[(String, String)] =
    if (!has(sweep, "trials.csv")) Nil
    else {
      val lines = text(sweep, "trials.csv").linesIterator.map(_.split(",", -1).toSeq).toSeq
      val clock = lines.head.indexOf("seconds")
      val table = lines.map(_.patch(clock, Nil, 1).mkString(","))
      Seq("trials.csv" -> sha256(table.mkString("\n")), "first trial" -> table(1), "trainings" -> trainings(sweep))
    }

  private def trainings(sweep: Path): String = {
    val files = sweep.resolve("ledger").toFile.listFiles.filter(_.getName.startsWith("trial-"))
    val hashes = files.toSeq.flatMap { file =>
      "\"weightsSha256\" ?: ?\"(\\w{64})\"".r.findAllMatchIn(text(file.toPath)).map(_.group(1))
    }
    s"${hashes.size}, ${sha256(hashes.sorted.mkString("\n"))}"
  }

  private def experimented(out: Path, data: String): Seq[(String, String)] =
    if (!has(out, "results.json")) Nil
    else Seq("results.json" -> sha256(text(out, "results.json").replace(data, "DATA")))

  private def has(folder: Path, name: String): Boolean = Files.exists(folder.resolve(name))

  private def text(folder: Path, more: String*): String = Files.readString(more.foldLeft(folder)(_.resolve(_)))

  private def sha256(text: String): String =
    HexFormat.of.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)))
}

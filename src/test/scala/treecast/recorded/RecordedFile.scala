package treecast.recorded

import java.nio.charset.StandardCharsets.UTF_8
import scala.io.Source
import scala.util.Using

/** A plan of the file.
  *
  * @param commands
  *   its command lines, which run one after the other
  * @param recorded
  *   what the file says that they give, by name
  */
case class RecordedPlan(name: String, commands: Seq[String], recorded: Seq[(String, String)])

/** The file of plans and their bits. Its head says how a line is written. */
class RecordedFile(lines: Seq[String]) {
  import RecordedFile._

  private val settings: Seq[(String, String)] = lines.collect { case Setting(name, items) => s"{$name}" -> items }

  /** The lines of each plan, behind the line with its name. */
  private val parts: Seq[(String, Seq[String])] = {
    val starts = lines.indices.filter(i => Name.matches(lines(i)))
    for ((start, end) <- starts.zip(starts.drop(1) :+ lines.size)) yield {
      val Name(name) = lines(start)
      name -> lines.slice(start + 1, end).filterNot(isComment)
    }
  }

  val plans: Seq[RecordedPlan] = parts.map { case (name, part) =>
    val commands = part.collect { case Command(command) => settings.foldLeft(command)(insert) }
    RecordedPlan(name, commands, part.collect { case Found(key, value) => key -> value })
  }

  /** Lines that are nothing of what this file may hold. */
  val unreadable: Seq[String] =
    lines.filterNot(line => isComment(line) || Seq(Setting, Name, Command, Found).exists(_.matches(line)))

  /** The same file with other results of some plans. */
  def withResults(results: Map[String, Seq[(String, String)]]): String = {
    var name = ""
    val text = lines.zipWithIndex.flatMap { case (line, i) =>
      line match {
        case Name(next)                            => name = next; Seq(line)
        case Found(_, _) if results.contains(name) => Nil
        case Command(_) if results.contains(name) && !lines.lift(i + 1).exists(Command.matches) =>
          line +: results(name).map { case (key, value) => s"$key = $value" }
        case _ => Seq(line)
      }
    }
    text.mkString("", "\n", "\n")
  }

  private def insert(command: String, setting: (String, String)): String = command.replace(setting._1, setting._2)
}

object RecordedFile {
  private val Setting = "let (\\w+): (.+)".r
  private val Name = "\\[(.+)]".r
  private val Command = "\\$ (.+)".r
  private val Found = "([^$\\[#=]+) = (.*)".r

  private def isComment(line: String): Boolean = line.isBlank || line.startsWith("#")

  /** A resource of the tests. */
  def read(resource: String): RecordedFile =
    Using.resource(getClass.getResourceAsStream(resource)) { in =>
      new RecordedFile(Source.fromInputStream(in, UTF_8.name).getLines().toSeq)
    }
}

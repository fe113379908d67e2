package treecast.testing

import java.nio.file.{Files, Path}
import scala.collection.mutable.ListBuffer
import scala.jdk.CollectionConverters._

/** The pages of the documentation and the commands in their code blocks. */
object Documentation {

  /** A command as a shell would take it apart, with the comment behind it. */
  case class Command(page: Page, words: Seq[String], comment: String) {
    override def toString: String = s"${page.path}: ${words.mkString(" ")}"

    /** Whether it says itself that something has to be there. */
    def saysWhatItNeeds: Boolean = comment.contains("needs ")

    /** The value behind an option. */
    def option(name: String): Option[String] = words.sliding(2).collectFirst { case Seq(`name`, value) => value }
  }

  /** A page in Markdown. */
  case class Page(path: Path) {
    lazy val text: String = Files.readString(path)

    /** Commands of the code blocks that name no other language. */
    lazy val commands: Seq[Command] =
      "(?ms)^```(\\w*)\\n(.*?)^```$".r
        .findAllMatchIn(text)
        .filter(_.group(1).isEmpty)
        .flatMap(block => shell(block.group(2)))
        .toSeq

    /** Command lines of Treecast in running text and tables. */
    lazy val mentions: Seq[Command] =
      "`(scripts/treecast [^`]*)`".r.findAllMatchIn(prose).flatMap(found => shell(found.group(1))).toSeq

    /** Targets of links to other pages and files, and to headings. */
    lazy val links: Seq[String] =
      "\\]\\(([^)\\s]+)\\)".r.findAllMatchIn(prose).map(_.group(1)).filterNot(_.matches("[a-z]+:.*")).toSeq

    /** What links to a heading call it. */
    lazy val anchors: Seq[String] =
      "(?m)^#+ (.*)$".r
        .findAllMatchIn(prose)
        .map(_.group(1).toLowerCase.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toSeq

    private def prose = text.replaceAll("(?ms)^```.*?^```$", "")

    /** Quotes keep blanks and line ends, a comment ends with its line, and `&&` and line ends end a command. */
    private def shell(block: String): Seq[Command] = {
      val token = "(?s)\\s*?\\n|&&|#([^\\n]*)|((?:'[^']*'|\"[^\"]*\"|[^\\s'\"#&]|(?<=\\S)#)+)".r
      val commands = ListBuffer.empty[Command]
      val words = ListBuffer.empty[String]
      def end(comment: String): Unit = if (words.nonEmpty) {
        commands += Command(this, words.toSeq, comment)
        words.clear()
      }
      for (found <- token.findAllMatchIn(block))
        if (found.group(2) != null) words += found.group(2).replaceAll("(?s)'([^']*)'|\"([^\"]*)\"", "$1$2")
        else end(Option(found.group(1)).getOrElse(""))
      end("")
      commands.toSeq
    }
  }

  lazy val pages: Seq[Page] = {
    val docs = Files.list(Path.of("docs"))
    try
      (Seq("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(Path.of(_)) ++
        docs.iterator.asScala.filter(_.toString.endsWith(".md")).toSeq.sorted).map(Page(_))
    finally docs.close()
  }
}

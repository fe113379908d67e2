package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.Documentation.{pages, Command, Page}

import java.nio.file.{FileSystems, Files, Path}
import scala.jdk.CollectionConverters._

/** What the pages of the documentation say can be done: commands are valid, and what they name is there. */
class DocumentationSpec extends AnyFunSuite with CommandLine {
  private val commands = pages.flatMap(_.commands)

  /** Options that the launcher takes for spark-submit, each with a value. */
  private val launchers = Set("--driver-memory", "--executor-memory", "--executor-cores", "--num-executors") ++
    Set("--jars", "--deploy-mode")

  /** The arguments of Treecast's own command line, if the command is one. */
  private def arguments(command: Command): Option[Seq[String]] = {
    val jar = command.words.indexWhere(_.endsWith("treecast.jar"))
    command.words.head match {
      case "scripts/treecast"         => Some(without(command.words.tail, launchers))
      case "spark-submit" if jar >= 0 => Some(command.words.drop(jar + 1))
      case _                          => None
    }
  }

  /** The words without some options and their values. */
  private def without(words: Seq[String], options: Set[String]): Seq[String] =
    if (words.isEmpty) words
    else if (options(words.head)) without(words.drop(2), options)
    else words.head +: without(words.tail, options)

  private def positional(command: Command): Option[String] =
    command.words.drop(2).headOption.filterNot(_.startsWith("--"))

  private def parses(command: Command, arguments: Seq[String]): Unit =
    try new picocli.CommandLine(new Main).parseArgs(arguments: _*)
    catch { case e: picocli.CommandLine.ParameterException => fail(s"$command: ${e.getMessage}") }

  for (page <- pages if page.commands.nonEmpty || page.mentions.nonEmpty)
    test(s"${page.path}: every command line of Treecast has options and values that there are") {
      for (command <- page.commands ++ page.mentions; ours <- arguments(command)) {
        parses(command, ours)
        for (Seq("--conf", setting) <- ours.sliding(2)) assert(setting.matches("spark\\.[^\\s=]+=.+"), command.toString)
        // A training that starts from a run cannot be tried without that run.
        if (Set("train", "sweep")(ours.head) && !ours.contains("--from")) {
          val dry = without(ours, Set("--out", "--data", "--since", "--config", "--conf")).filterNot(
            Set("--dry-run", "--resume")
          )
          val result = run(dry ++ Seq("--dry-run", "--data", "built-in"): _*)
          assert(result.code == 0, s"$command\n${result.err}")
        }
      }
    }

  test("what a command reads is there, made by an earlier command of its page, or said to be needed") {
    for (page <- pages) {
      val made = scala.collection.mutable.Set("built-in", "auto")
      def isThere(path: String) = made(path) || made.exists(folder => path.startsWith(s"$folder/"))
      for (command <- page.commands) {
        val ours = arguments(command).getOrElse(Nil)
        val runs =
          if (ours.headOption.exists(Set("evaluate", "predict", "promote", "export"))) positional(command) else None
        val remote = command.option("--master").filter(_.contains("://")) ++
          Option.when(ours.startsWith(Seq("data", "download")))("a network")
        val wanted = Seq("--data", "--since", "--from").flatMap(command.option(_)) ++ runs ++ remote
        if (arguments(command).isDefined)
          assert(wanted.forall(isThere) || command.saysWhatItNeeds, s"$command needs ${wanted.filterNot(made)}")
        made ++= command.option("--out") ++ command.option("--to")
        if (command.words.head == "mkdir") made ++= command.words.tail
        if (command.words.startsWith(Seq("scripts/cluster", "start"))) made += "spark://127.0.0.1:7077"
        // What is written into a file.
        for (Seq(">", file) <- command.words.sliding(2)) made += file
      }
    }
  }

  test("files of this repository that a command names are there") {
    for (command <- commands; word <- command.words if word.matches("(conf|docs|scripts|src)/\\S+")) {
      val path = Path.of(word)
      val matcher = FileSystems.getDefault.getPathMatcher(s"glob:$word")
      val there = Files.list(path.getParent)
      try assert(there.iterator.asScala.exists(matcher.matches(_)), s"$command: there is no $word")
      finally there.close()
    }
  }

  test("profiles and suites of Maven's command lines are there") {
    val pom = Files.readString(Path.of("pom.xml"))
    for (command <- commands if command.words.head == "mvn"; word <- command.words) {
      if (word.startsWith("-P")) assert(pom.contains(s"<id>${word.drop(2)}</id>"), command.toString)
      if (word.startsWith("-Dsuites=")) word.drop(9).split(',').foreach(Class.forName(_))
    }
  }

  test("a code block holds commands that are checked here, or that every machine has") {
    val known =
      Set(
        "scripts/treecast",
        "scripts/bench",
        "scripts/cluster",
        "spark-submit",
        "mvn",
        "mkdir",
        "awk",
        "head",
        "sudo",
        "systemctl"
      )
    val measured = "\\[(\\w+(?:\\|\\w+)+)\\]".r
      .findFirstMatchIn(Files.readString(Path.of("scripts/bench")))
      .toSeq
      .flatMap(_.group(1).split('|'))
      .toSet
    for (command <- commands) {
      val words = command.words.dropWhile(_.matches("[A-Z_]+=\\S*"))
      assert(known(words.head) || words.head == "scripts/schedule/nightly", command.toString)
      if (words.head == "scripts/bench")
        assert(without(words.tail, Set("--data", "--out", "--as")).forall(measured + "--quick"), command.toString)
    }
  }

  test("links lead to files and headings") {
    for (page <- pages; link <- page.links) {
      val Array(file, heading) = s"$link# ".split("#", 3).take(2)
      val target =
        if (file.isEmpty) page.path else Option(page.path.getParent).getOrElse(Path.of("")).resolve(file).normalize
      assert(Files.exists(target), s"${page.path}: $link")
      if (heading.trim.nonEmpty) assert(Page(target).anchors.contains(heading), s"${page.path}: $link")
    }
  }

  test("each decision has a number of its own, and cited decisions are there") {
    val decisions = Files.readString(Path.of("docs/decisions.md"))
    val numbers = "(?m)^### (D-\\d{3}) \\S".r.findAllMatchIn(decisions).map(_.group(1)).toSeq
    assert(numbers.size > 80 && numbers.distinct == numbers)
    assert(numbers.sorted.last == f"D-${numbers.size}%03d", "numbers are consecutive")
    val bold = "(?m)^\\*\\*.*".r.findAllIn(decisions).toSeq
    assert(bold.isEmpty, "a paragraph without a number")
    val walk = Files.walk(Path.of("src/main"))
    val sources =
      try walk.iterator.asScala.filter(_.toString.endsWith(".java")).toSeq
      finally walk.close()
    for (file <- sources ++ pages.map(_.path); cited <- "\\bD-\\d{3}\\b".r.findAllIn(Files.readString(file)))
      assert(numbers.contains(cited), s"$file cites $cited")
  }
}

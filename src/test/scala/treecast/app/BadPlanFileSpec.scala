package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.Files

/** Plans in files that cannot be. */
class BadPlanFileSpec extends AnyFunSuite with BadSettings {
  private def refusesFile(name: String, content: String, words: String*): Unit =
    test(s"--config with $name") {
      val file = folder.resolve("some plan.conf")
      Files.writeString(file, content)
      try refuses(2, train("--config", file.toString), Seq("expected", "found") ++ words)
      finally Files.delete(file)
    }

  refusesFile(
    "an unknown key",
    "format = 2, batch = 8\n\nbacth = 8\n",
    "bacth",
    "did you mean batch?",
    "some plan.conf: 3"
  )
  refusesFile("a bad value", "format = 2\nrate = -1\n", "rate", "found -1", "some plan.conf: 2")
  refusesFile("steps and epochs", "format = 2, steps = 3, epochs = 4", "steps", "both")
  refusesFile("an open brace", "network {\n  hidden = [4]\n", "--config", "some plan.conf")
  refusesFile("an open string", "network.kind = \"Multi\n", "--config", "some plan.conf: 1")
  refusesFile("a picture", "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000", "--config", "some plan.conf")
  refusesFile("an unknown substitution", "rate = ${who.knows}", "--config", "who.knows")
  refusesFile("a list", "[1, 2]", "--config", "some plan.conf")
}

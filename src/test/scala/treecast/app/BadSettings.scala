package treecast.app

import org.scalatest.funsuite.AnyFunSuite

/** Settings that cannot be: exit code 2, one line with key, expected and found, before anything is done. */
trait BadSettings extends CommandLine { this: AnyFunSuite =>

  /** Whichever command reads it. */
  protected def refusesSetting(assignment: String, words: String*): Unit =
    test(s"--set $assignment") {
      refusesToTrain(assignment, words)
      val check = Seq("gradient-check", "--data", folder.toString)
      refuses(2, check ++ small ++ Seq("--set", assignment), Seq("expected", "found") ++ words)
    }

  /** For the rows there are. */
  protected def refusesForData(assignment: String, words: String*): Unit =
    test(s"--set $assignment, for so few rows")(refusesToTrain(assignment, words))

  protected def refusesToTrain(assignment: String, words: Seq[String]): Unit =
    for (more <- Seq(Nil, Seq("--dry-run")))
      refuses(2, train(small ++ more ++ Seq("--set", assignment): _*), Seq("expected", "found") ++ words)
}

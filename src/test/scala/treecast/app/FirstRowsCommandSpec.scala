package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.Files

/** `data.trainRows`: only the first training rows count, whatever the command. */
class FirstRowsCommandSpec extends AnyFunSuite with DigitRuns {
  private val few = Seq("--set", "data.trainRows=150")

  test("a training on the first rows says so, is evaluated on them, and is repeated from its plan") {
    withRuns { runs =>
      val first = runs.resolve("first")
      val result = trainDigits(first, plan ++ few: _*)
      assert(result.code == 0 && result.out.startsWith("the first 150 of IDX files"), result.out + result.err)
      assert(result.out.contains("150 training and 100 test"))
      val told = summary(first)
      requireAccuracy(first, told)
      val evaluated = run("evaluate", first.toString, "--master", "local[1]")
      assert(evaluated.out.contains(" of 150 right") && evaluated.out.contains(" of 100 right"), evaluated.out)
      requireRepetition(runs, told)
      assert(trainDigits(runs.resolve("all"), plan: _*).code == 0)
      assert(summary(runs.resolve("all")).get("weightsSha256") != told.get("weightsSha256"))
    }
  }

  test("export writes them, and they give the same bits from there") {
    withRuns { runs =>
      val to = runs.resolve("exported")
      val exported = run(Seq("data", "export", "--data", digits.toString, "--to", to.toString) ++ few: _*)
      assert(exported.code == 0 && exported.out.contains("150 training"), exported.err)
      for ((name, more) <- Seq("one" -> (Seq("--data", digits.toString) ++ few), "two" -> Seq("--data", to.toString))) {
        val arguments = Seq("train", "--master", "local[2]", "--out", runs.resolve(name).toString) ++ plan ++ more
        assert(run(arguments: _*).code == 0)
      }
      val Seq(one, two) = Seq("one", "two").map(name => summary(runs.resolve(name)))
      assert(one.get("weightsSha256") == two.get("weightsSha256"))
    }
  }

  test("more than there are, and what is no number, are refused") {
    for (value <- Seq("41", "0", "-1", "few", "1.5"))
      refuses(2, train(small ++ Seq("--set", s"data.trainRows=$value"): _*), Seq("data.trainRows", "expected", "found"))
    assert(Files.exists(folder))
  }
}

package treecast.config

import org.scalatest.funsuite.AnyFunSuite
import treecast.search.SearchSpace

import scala.jdk.CollectionConverters._

/** Spaces as somebody writes them, and as a ledger has them. */
class SweepSpaceSpec extends AnyFunSuite {
  private def sweepOf(space: String): SweepSettings =
    SweepSettings.of(
      Configuration.merged(
        java.util.List.of(
          SweepSettings.defaults(PlanFormat.newest),
          Configuration.parse(s"space=$space"),
          Configuration.parse("validation=0.2")
        )
      )
    )

  private def points(space: SearchSpace, most: Int): Seq[String] = space.grid(most).asScala.map(_.toString).toSeq

  test("lists below other settings are choices, whatever stands beside them") {
    for (text <- Seq("{network.hidden=[[10],[20,20]]}", "{network{hidden=[[10],[20,20]]}}"))
      assert(points(sweepOf(text).space, 2) == Seq("network.hidden=[10]", "network.hidden=[20,20]"))
    val both = sweepOf("{network{activation=[relu,tanh],weightDecay{uniform=[0,0.1]}}}").space
    assert(both.dimensions.asScala.map(_.path) == Seq("network.activation", "network.weightDecay"))
  }

  private val nested =
    """{optimizer.name=[momentum,adam],
      | optimizer.momentum={choice=[0.8,0.9],when.optimizer.name=momentum},
      | network.weightDecay={log-uniform=[1e-5,1e-4],when.optimizer.momentum=0.9}}""".stripMargin.replace("\n", " ")

  test("a condition may hang on another") {
    val found = points(sweepOf(nested).space, 1)
    assert(found.size == 3 && found.count(_.contains("weightDecay")) == 1, found)
    assert(found.filter(_.contains("weightDecay")).forall(_.contains("optimizer.momentum=0.9")))
    assert(found.count(point => point.contains("adam") && !point.contains("0.")) == 1)
  }

  test("every value of a point is in its trial's plan") {
    val sweep = sweepOf(
      """{optimizer.name=[sgd,momentum,adam],
        | optimizer.momentum={uniform=[0.5,0.9],when.optimizer.name=momentum},
        | optimizer.beta1={uniform=[0.6,0.7],when.optimizer.name=adam},
        | schedule.name=[cosine,polynomial], schedule.floor={uniform=[0.1,0.2],when.schedule.name=cosine},
        | network.dropout=[0.1,0.2], batch={integer=[100,120]}}""".stripMargin.replace("\n", " ")
    )
    val grid = sweep.space.grid(2).asScala
    assert(grid.size == 5 * 3 * 2 * 2)
    for (point <- grid; (path, value) <- point.values.asScala) {
      val found = SweepSettings.plan(sweep.wanted, point).getValue(path).unwrapped.toString
      assert(found == value, s"$path of $point")
    }
    assert(grid.map(point => sweep.plan(point).update.optimizer).distinct.size == 1 + 2 + 2)
  }

  test("choices of a million combinations are tried each by itself") {
    val hundred = (101 to 200).mkString("[", ",", "]")
    val sweep =
      sweepOf(s"{network.hidden=${(1 to 100).map(i => s"[$i]").mkString("[", ",", "]")},batch=$hundred,seed=$hundred}")
    assert(sweep.space.combinations(1) == 1e6)
    val bad = intercept[SettingsException](sweepOf(s"{network.hidden=[[1],[0]],batch=$hundred,seed=$hundred}"))
    assert(bad.getMessage.startsWith("network.hidden"))
  }

  test("what a search has come to is read again, though conditions have lost their values") {
    val space = sweepOf(nested).space
    val wanted = Configuration.parse("space=" + nested)
    assert(SpaceSettings.readNarrowed(SpaceText.of(space)) == space && SpaceSettings.read(wanted) == space)
    val text = "space={rate={uniform=[0.1,0.2],when.optimizer.name=sgd},optimizer.name=[adam]}"
    val narrowed = SpaceSettings.readNarrowed(Configuration.parse(text))
    assert(SpaceSettings.readNarrowed(SpaceText.of(narrowed)) == narrowed)
    assert(points(narrowed, 3) == Seq("optimizer.name=adam"))
    assert(intercept[SettingsException](SpaceSettings.read(Configuration.parse(text))).getMessage.contains("rate.when"))
  }
}

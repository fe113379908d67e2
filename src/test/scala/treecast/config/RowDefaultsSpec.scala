package treecast.config

import org.scalacheck.Gen
import org.scalatest.funsuite.AnyFunSuite
import org.scalatestplus.scalacheck.ScalaCheckPropertyChecks
import treecast.app.Formats
import treecast.data.DataSet
import treecast.source.digits.DrawnDigits
import treecast.training.TrainingPlan

import scala.jdk.CollectionConverters._

/** Defaults that depend on the number of training rows, and on nothing else. */
class RowDefaultsSpec extends AnyFunSuite with Formats with ScalaCheckPropertyChecks {
  private val digits = new DrawnDigits().examine()

  private def settings(more: String*): PlanSettings = PlanSettings.of(plan(None, more: _*))

  private def planned(rows: Int, more: String*): TrainingPlan =
    settings(more: _*).plan(new DataSet(digits.source, rows, 10, digits.shape, digits.labels))

  /** Batch, shards, batch norm, dropout and epochs. */
  private def chosen(rows: Int, more: String*): (Int, Int, Boolean, Double, Int) = {
    val on = settings(more: _*).on(rows)
    (on.batches.size, on.batches.shards, on.network.batchNorm.get, on.network.dropout.get, on.epochs)
  }

  private def weightDecay(rows: Int, more: String*): Double = settings(more: _*).on(rows).network.weightDecay.get

  for (
    (rows, expected) <- Seq(
      1 -> (1, 1, false, 0.3, 384),
      7 -> (7, 1, false, 0.3, 384),
      8 -> (8, 1, true, 0.3, 384),
      31 -> (31, 1, true, 0.3, 384),
      120 -> (32, 1, true, 0.3, 103),
      511 -> (32, 1, true, 0.3, 25),
      512 -> (32, 1, true, 0.2, 24),
      1023 -> (32, 1, true, 0.2, 13),
      1024 -> (32, 1, true, 0.1, 12),
      4095 -> (64, 1, true, 0.1, 12),
      4096 -> (128, 8, true, 0.0, 12),
      32767 -> (512, 8, true, 0.0, 12),
      32768 -> (512, 8, true, 0.0, 8),
      10000000 -> (512, 8, true, 0.0, 8)
    )
  ) test(s"$rows training rows: $expected")(assert(chosen(rows) == expected))

  test("there is weight decay from 32,768 rows on, and in no network without batch norm and dropout") {
    assert(Seq(1, 500, 32767, 32768, 60000).map(weightDecay(_)) == Seq(0.0, 0.0, 0.0, 3e-4, 3e-4))
    assert(weightDecay(60000, "network.weightDecay=0.5") == 0.5 && weightDecay(60000, "network.weightDecay=0") == 0)
    for (more <- Seq("network.kind=MultiLayerNet", "network.kind=conv", "format=3", "format=1"))
      assert(weightDecay(60000, more) == 0, more)
  }

  for (kind <- Seq("MultiLayerNetExtend", "conv"))
    test(s"$kind: the default plan of MNIST, and of more rows, is that of format 1 in formats 2 and 3") {
      for (rows <- Seq(60000, 1000000); more <- Seq(Nil, Seq("validation=0.1"))) {
        def under(format: Int) = Seq(s"network.kind=$kind", s"format=$format") ++ more
        for (later <- Seq(2, 3)) {
          val Seq(one, two) = Seq(1, later).map(format => planned(rows, under(format): _*))
          val networks = Seq(1, later).map(format => settings(under(format): _*).on(rows).network.architecture(digits))
          assert(two.batches == one.batches && two.steps == one.steps && networks.distinct.size == 1)
          for (step <- Seq(0, 7, two.steps / 2, two.steps - 1))
            assert(two.update.rateAt(step) == one.update.rateAt(step))
        }
      }
    }

  test("format 1 keeps its defaults on any rows") {
    assert(chosen(300, "format=1") == (16, 8, true, 0.0, 12) && chosen(60000, "format=1") == (1024, 8, true, 0.0, 12))
    val refused = intercept[SettingsException](chosen(12, "format=1")).getMessage
    assert(refused.contains("batch: expected at most the number of training rows, 12, found 16"))
  }

  test("the other defaults follow what a plan sets") {
    assert(chosen(60000, "batch=16") == (16, 2, true, 0.0, 8))
    assert(chosen(60000, "batch=4") == (4, 1, false, 0.0, 8))
    assert(chosen(500, "shards=8") == (64, 8, true, 0.3, 50))
    assert(chosen(500, "shards=8", "network.batchNorm=false") == (32, 8, false, 0.3, 25))
    assert(chosen(40, "shards=8") == (40, 8, false, 0.3, 384))
    assert(chosen(500, "batch=250", "network.dropout=0") == (250, 1, true, 0.0, 192))
    assert(chosen(500, "network.kind=MultiLayerNet") == (32, 1, false, 0.0, 25))
    assert(chosen(500, "network.kind=conv") == (32, 1, false, 0.3, 25))
    assert(chosen(32767, "network.kind=conv") == (128, 8, false, 0.3, 5))
    assert(chosen(32768, "network.kind=conv") == (128, 8, false, 0.3, 10))
    assert(chosen(60000, "network.kind=conv", "format=4") == (128, 8, false, 0.3, 5))
    assert(chosen(500, "steps=7") == (32, 1, true, 0.3, 0))
    assert(chosen(5000, "validation=0.5") == (64, 1, true, 0.1, 12), "rows that validate do not count")
  }

  test("the word default is what silence means") {
    val words = Seq("batch", "shards", "epochs", "network.batchNorm", "network.dropout", "network.weightDecay").map(
      key => s"$key=default"
    )
    for (rows <- Seq(5, 120, 3000, 60000)) assert(chosen(rows, words: _*) == chosen(rows))
  }

  test("on any number of rows there is a plan, each shard has a row, and with batch norm eight") {
    val some = for {
      rows <- Gen.oneOf(Gen.choose(1, 300), Gen.choose(1, 100000))
      share <- Gen.oneOf(0.0, 0.1, 0.5)
      more <- Gen.someOf("batch=1", "network.kind=conv", "network.hidden=[3]")
    } yield (rows, share, more.toSeq)
    forAll(some, minSuccessful(200)) { case (rows, share, more) =>
      whenever((rows * share).toInt > 0 || share == 0) {
        val made = planned(rows, more :+ s"validation=$share": _*)
        assert(made.batches.size <= made.batches.rows && made.batches.shards <= made.batches.size)
        if (made.network.statistics > 0) assert(made.batches.size / made.batches.shards >= 8)
      }
    }
  }

  test("one line says what was chosen, and the settings with these values choose the same") {
    val config = plan(None, "batch=default")
    val choices = RowChoices.of(PlanSettings.of(config), 120)
    assert(
      choices.describe == "defaults for 120 training rows: batch 32, 1 shard, batch norm, dropout 0.3, no weight decay, 103 epochs"
    )
    assert(
      RowChoices.of(PlanSettings.of(config), 60000).describe ==
        "defaults for 60,000 training rows: batch 512, 8 shards, batch norm, no dropout, weight decay 0.0003, 8 epochs"
    )
    val filled = PlanSettings.of(choices.in(config))
    assert(filled.epochs == 103 && filled.batches.shards == 1 && filled.network.isSettled)
    val fixed = plan(
      None,
      "batch=9",
      "shards=1",
      "steps=3",
      "network.batchNorm=true",
      "network.dropout=0",
      "network.weightDecay=0"
    )
    assert(RowChoices.of(PlanSettings.of(fixed), 120).describe.isEmpty)
  }

  private def hidden(config: com.typesafe.config.Config): Seq[Int] =
    PlanSettings.of(config).network.hidden.asScala.toSeq.map(_.intValue)

  test("depth and width stand for a list of equal layers; alone, each keeps the other of the list below") {
    assert(hidden(plan(None, "network.depth=2", "network.width=7")) == Seq(7, 7))
    assert(hidden(plan(None, "network.depth=2")) == Seq(100, 100))
    assert(hidden(plan(None, "network.width=7")) == Seq.fill(4)(7))
    assert(hidden(plan(None, "network.kind=conv", "network.width=7")) == Seq(7))
    assert(hidden(plan(Some("format = 2, network.hidden = [5, 6]"), "network.depth=3")) == Seq(5, 5, 5))
    assert(hidden(plan(Some("network { depth = 3, width = 9 }"), "network.hidden=[4]")) == Seq(4))
    assert(hidden(plan(Some("network { depth = 3, width = 9 }"), "network.width=8")) == Seq(8, 8, 8))
  }
}

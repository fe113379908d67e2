package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.model.ModelFile
import treecast.source.{Csv, IdxFiles, TableFolder}
import treecast.testing.DefaultStorage.storage

import java.nio.file.{Files, Path}

/** What counts in a training from the command line: class weights, stratified validation rows, and another score. */
class ScoredTrainingSpec extends AnyFunSuite with Sweeps with Flowers {
  override protected def flowerRows: (Int, Int) = (120, 30)

  private val stopping = sets(
    "network.hidden=[12]",
    "batch=40",
    "shards=4",
    "epochs=12",
    "seed=5",
    "rate=0.1",
    "validation={ share = 0.3, stratified = true }",
    "score=logLoss",
    "earlyStopping={ patience = 3, minGain = 0.001 }",
    "classWeights=balanced"
  )

  test(
    "early stopping by another score keeps the weights of its best epoch, and says the score wherever it says accuracies"
  ) {
    withRuns { runs =>
      val to = runs.resolve("run")
      val trained = trainDigits(to, stopping: _*)
      assert(trained.code == 0, trained.err)
      assert(trained.out.contains("  validation negative log loss -"))
      val lines = metrics(to).filter(_.has("validationScore"))
      val scores = lines.map(_.get("validationScore").asDouble)
      val best = lines(scores.indexOf(scores.max))
      assert(scores.forall(_ < 0) && summary(to).get("weightsStep").asInt == best.get("step").asInt)
      assert(summary(to).get("validationScore").asDouble == scores.max && summary(to).get("score").asText == "logLoss")
      val text = report(to).getDocumentElement.getTextContent
      assert(text.contains("validation negative log loss") && text.contains("Class weights"))
    }
  }

  test("an ensemble by another score; a member's plan gives the member") {
    withRuns { runs =>
      val to = runs.resolve("two")
      val trained = trainDigits(to, stopping ++ sets("ensemble.members=2", "epochs=3"): _*)
      assert(trained.code == 0, trained.err)
      assert(summary(to).get("validationScore").asDouble < 0)
      val member = to.resolve("member-2")
      val again = run(
        "train",
        "--config",
        member.resolve("plan.conf").toString,
        "--out",
        runs.resolve("again").toString,
        "--master",
        "local[1]"
      )
      assert(again.code == 0, again.err)
      for (key <- Seq("weightsSha256", "historySha256", "validationScore"))
        assert(summary(runs.resolve("again")).get(key) == summary(member).get(key), key)
    }
  }

  test("scaling is fitted on the rows that train, not on those that a stratified split holds out") {
    withRuns { runs =>
      val to = runs.resolve("run")
      val own = sets(
        "data.csv.label=kind",
        "validation={ share = 0.25, stratified = true }",
        "epochs=1",
        "shards=4",
        "batch=30",
        "seed=5"
      )
      assert(
        run(Seq("train", "--data", flowers.toString, "--master", "local[1]", "--out", to.toString) ++ own: _*).code == 0
      )
      val named = new Csv(Csv.AUTO, Csv.Header.AUTO, "kind")
      val plain = TableFolder
        .of(storage, flowers.toString, named, new DistinctClasses(DistinctClasses.AUTO, java.util.List.of()), false)
        .examine()
      val assignment = new ShardAssignment(plain.trainRows, 4)
      val held = new HoldOut(0.25, 5, true).decided(plain.classes(Split.TRAIN), assignment).rowsOf(assignment)
      val model = ModelFile.decode(Files.readAllBytes(to.resolve("model.safetensors")), "model")
      assert(model.encoding.scaling == ScalingMethod.STANDARD.fit(plain, held))
    }
  }

  private val searched =
    Seq("trials=3", "epochs=2", "space.rate={log-uniform=[0.01,0.3]}", "validation={ share = 0.3, stratified = true }")

  private def ran(to: Path, more: String*): Seq[String] = {
    val result = sweep(to, searched ++ more: _*)
    assert(result.code == 0, result.err)
    val scores = trials(to).map(_("score").toDouble)
    assert(scores == scores.sorted.reverse)
    recorded(to)
  }

  for (score <- Seq("logLoss", "f1Macro", "balancedAccuracy", "auc"))
    test(s"a sweep by $score: packed, distributed and resumed rank the same") {
      IdxFiles.withEmptyFolder { runs =>
        val packed = ran(runs.resolve("packed"), s"score=$score")
        assert(ran(runs.resolve("distributed"), s"score=$score", "mode=distributed") == packed)
        for (file <- records(runs.resolve("packed")).drop(1)) Files.delete(file)
        assert(ran(runs.resolve("packed"), s"score=$score", "--master local[1]") == packed)
        assert(Files.readString(runs.resolve("packed/report.html")).contains("has a validation "))
      }
    }

  test("a sweep's winner by another score is promoted; halving pauses and goes on with its scores") {
    IdxFiles.withEmptyFolder { runs =>
      val to = runs.resolve("halving")
      val halving = Seq("score=logLoss", "epochs=4", "sampler={name=halving,least=1,factor=2}", "optimizer=adam")
      ran(to, halving: _*)
      val whole = record(records(to).find(_.toString.endsWith("-4")).get).get("repetitions").get(0)
      assert(whole.get("score").asDouble < 0 && whole.get("validation").size == 4)
      val promoted = run("promote", to.toString, "--master", "local[1]", "--out", runs.resolve("best").toString)
      assert(promoted.code == 0 && promoted.out.contains("validation negative log loss -"), promoted.err)
    }
  }

  test("all trials of a sweep have one score") {
    IdxFiles.withEmptyFolder { runs =>
      val result = sweep(runs.resolve("none"), "space.score=[accuracy,auc]")
      assert(result.code == 2 && result.err.contains("space.score: this setting cannot be searched"), result.err)
    }
  }
}

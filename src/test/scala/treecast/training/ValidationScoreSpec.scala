package treecast.training

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{DataException, HoldOut, Shard}
import treecast.linalg.{Matrix, Workspace}
import treecast.nn.SoftmaxCrossEntropy
import treecast.score.{Score, Scores}

import scala.util.Random

/** The score by which trainings are compared is that of the same rows by themselves. */
class ValidationScoreSpec extends AnyFunSuite {
  private def shard(index: Int, rows: Int, classes: Int, labels: Int) = {
    val random = new Random(index)
    val pixels = Array.fill(rows * classes)(random.nextInt(256).toByte)
    new Shard(index, classes, pixels, Array.fill(rows)(random.nextInt(labels).toByte))
  }

  private def policy(score: Score) =
    new EvaluationPolicy(new HoldOut(0.4, 1), new EvaluationRows.All, EarlyStopping.NEVER).by(score)

  private def evaluated(score: Score, shards: Seq[Shard], classes: Int): Evaluations = {
    val engine = new LocalEngine(java.util.List.of(shards: _*), java.util.List.of(shards: _*), 2)
    try Evaluations.of(engine, FeatureScores(classes), policy(score), new EvaluationRows.All)
    finally engine.close()
  }

  /** All scores of the validation rows, one after the other. */
  private def alone(shards: Seq[Shard], classes: Int): Scores = {
    val held = shards.map(policy(Score.ACCURACY).holdOut.validation)
    val rows = held.map(each => each.rows(0, each.rows, new Workspace))
    val x = Matrix.of(held.map(_.rows).sum, classes, rows.flatMap(_.x.toArray): _*)
    new SoftmaxCrossEntropy().toPredictions(x)
    Scores.of(held.zip(rows).flatMap { case (each, of) => of.labels.take(each.rows) }.toArray, x)
  }

  for (classes <- Seq(2, 4); score <- Score.values)
    test(s"${score.key} of $classes classes") {
      val shards = (0 until 3).map(shard(_, 300, classes, classes))
      val found = evaluated(score, shards, classes)
      assert(math.abs(found.score - score.of(alone(shards, classes))) < 1e-12)
      val plain = evaluated(Score.ACCURACY, shards, classes)
      assert(found.validation == plain.validation && found.train == plain.train && found.test == plain.test)
      assert(plain.score == plain.validation.accuracy)
    }

  test("each name is the score that it names; log loss counts as its negative, so that a greater one is better") {
    val scores = alone(Seq(shard(0, 300, 3, 3)), 3)
    val values = Score.values.map(score => score.key -> score.of(scores)).toMap
    assert(values("accuracy") == scores.accuracy && values("logLoss") == -scores.logLoss)
    assert(values("f1Macro") == scores.confusion.`macro`.f1 && values("f1Macro") != scores.confusion.weighted.f1)
    assert(values("balancedAccuracy") == scores.confusion.balancedAccuracy && values("auc") == scores.rocAuc)
    assert(values.size == 5 && values.values.toSet.size == 5)
  }

  test("the area under the ROC curve needs validation rows of each class") {
    val told = intercept[DataException](evaluated(Score.AUC, Seq(shard(0, 50, 3, 2)), 3)).getMessage
    assert(told.startsWith("score = auc: expected validation rows of each of 3 classes, found none of class 2"))
    evaluated(Score.F1_MACRO, Seq(shard(0, 50, 3, 2)), 3)
  }
}

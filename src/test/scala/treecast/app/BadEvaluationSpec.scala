package treecast.app

import org.scalatest.funsuite.AnyFunSuite

/** Validation, early stopping, evaluation and ensembles that cannot be, and flags that contradict each other. */
class BadEvaluationSpec extends AnyFunSuite with BadSettings {
  for (value <- "-0.1 1 1.5 NaN Infinity some [] null".split(" ")) {
    refusesSetting(s"validation=$value", "validation")
    refusesSetting(s"validation={ share = $value, seed = 1 }", "validation.share")
  }
  refusesSetting("validation={}", "validation")
  refusesSetting("validation={ share = 0.2 }", "validation.seed")
  refusesSetting("validation={ share = 0.2, seed = 1.5 }", "validation.seed")
  refusesSetting("validation={ share = 0.2, stratified = perhaps }", "validation.stratified")
  refusesSetting("validation={ stratified = true }", "validation.share")
  refusesSetting("validation={ share = 0.2, seed = 1, rows = 5 }", "validation.rows", "unknown")
  refusesForData("validation=0.01", "validation", "40 rows", "found 0.01")
  refusesForData("validation=0.5,batch=21", "batch", "20", "found 21")

  for (value <- "0 -1 1.5 NaN many [] null".split(" "))
    refusesSetting(s"validation=0.2,earlyStopping={ patience = $value }", "earlyStopping.patience")
  for (value <- "5 sometimes [] {} null".split(" "))
    refusesSetting(s"validation=0.2,earlyStopping=$value", "earlyStopping")
  test("early stopping without validation rows") {
    val flags = small ++ Seq("--set", "earlyStopping={ patience = 3 }")
    refuses(2, train(flags: _*), Seq("earlyStopping requires validation above 0 (found validation = 0)", "--set"))
  }
  refusesSetting("validation=0.2,earlyStopping={ patience = 3, restoreBest = perhaps }", "earlyStopping.restoreBest")
  refusesSetting("validation=0.2,earlyStopping={ patience = 3, patient = 4 }", "earlyStopping.patient", "unknown")

  for (value <- "-0.1 NaN Infinity some [] {}".split(" "))
    refusesSetting(s"validation=0.2,earlyStopping={ patience = 3, minGain = $value }", "earlyStopping.minGain")

  for (value <- "f1 5 [] {} null".split(" ")) refusesSetting(s"validation=0.2,score=$value", "score")
  refusesSetting("validation=0.2,score=f1macro", "did you mean f1Macro?")
  test("a score of validation rows without such rows") {
    refuses(2, train(small ++ Seq("--set", "score=auc"): _*), Seq("score requires validation above 0", "--set"))
  }

  for (value <- "some 1 [] {} null [0] [1,-1] [1,NaN] [1,Infinity] [1,[2]]".split(" "))
    refusesSetting(s"classWeights=$value", "classWeights")
  refusesForData("classWeights=[1,2,3]", "classWeights", "each of 10 classes", "found 3")

  for (value <- "0 -1 1.5 NaN most [] {} null".split(" ")) refusesSetting(s"evaluationRows=$value", "evaluationRows")

  for (value <- "0 -1 1.5 NaN 1e9 some [] {} null".split(" "))
    refusesSetting(s"ensemble.members=$value", "ensemble.members")
  refusesSetting("ensemble=5", "ensemble", "found 5")
  refusesSetting("ensemble.average=probabilites", "ensemble.average", "did you mean probabilities?")
  refusesSetting("ensemble.avrage=votes", "ensemble.avrage", "unknown", "did you mean ensemble.average?")

  for (
    (flags, words) <- Seq(
      Seq("--quiet", "--verbose") -> Seq("--verbose", "--quiet"),
      Seq("--profile", "--set", "ensemble.members=2") -> Seq("--profile", "ensemble"),
      Seq("--verbose", "--set", "ensemble.members=2") -> Seq("--verbose", "--in-turn")
    )
  )
    test(s"flags that contradict each other: ${flags.mkString(" ")}") {
      refuses(2, train(small ++ flags: _*), words)
    }
}

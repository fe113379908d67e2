package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.Files

/** Settings that cannot be: exit code 2, one line with key, expected and found, before anything is done. */
class BadSettingsSpec extends AnyFunSuite with CommandLine {

  /** Whichever command reads it. */
  private def refusesSetting(assignment: String, words: String*): Unit =
    test(s"--set $assignment") {
      refusesToTrain(assignment, words)
      val check = Seq("gradient-check", "--data", folder.toString)
      refuses(2, check ++ small ++ Seq("--set", assignment), Seq("expected", "found") ++ words)
    }

  /** For the rows there are. */
  private def refusesForData(assignment: String, words: String*): Unit =
    test(s"--set $assignment, for so few rows")(refusesToTrain(assignment, words))

  private def refusesToTrain(assignment: String, words: Seq[String]): Unit =
    for (more <- Seq(Nil, Seq("--dry-run")))
      refuses(2, train(small ++ more ++ Seq("--set", assignment): _*), Seq("expected", "found") ++ words)

  for (key <- Seq("batch", "shards", "steps", "epochs", "data.classes"))
    for (value <- "0 -1 1.5 NaN Infinity -Infinity 1e300 2147483648 99999999999999999999".split(" "))
      refusesSetting(s"$key=$value", key, "whole number")

  for (key <- Seq("batch", "shards", "steps", "epochs", "data.classes", "seed", "network.hidden"))
    for (value <- Seq("many", "\"\"", "true", "[]", "{}", "{ a = 1 }"))
      refusesSetting(s"$key=$value", key)

  for (value <- "9223372036854775808 -9223372036854775809 1e19 0.5 1e-1 NaN -Infinity 1e999999999".split(" "))
    refusesSetting(s"seed=$value", "seed", "64 bits")

  for (value <- "0 -0.1 -1e300 NaN Infinity -Infinity 1e400 1e-400 fast [1] {} null".split(" "))
    refusesSetting(s"rate=$value", "rate")

  for (value <- "-0.1 1 1.5 NaN Infinity some [] null".split(" "))
    refusesSetting(s"network.dropout=$value", "network.dropout")

  for (value <- "-1 -1e-300 NaN Infinity -Infinity 1e999 some {} null".split(" "))
    refusesSetting(s"network.weightDecay=$value", "network.weightDecay")

  for (
    value <- Seq(
      "[0]",
      "[4, -1]",
      "[1.5]",
      "[NaN]",
      "[1e300]",
      "[2147483648]",
      "[four]",
      "[[4]]",
      "[null]",
      "100",
      "[4,,4]"
    )
  )
    refusesSetting(s"network.hidden=$value")

  refusesSetting("network.hidden=[2147483647]", "network.hidden", "parameters")
  refusesSetting("network.hidden=[65536, 65536]", "network.hidden", "parameters")
  refusesSetting("network.hidden=[100000, 100000]", "network.hidden", "parameters")

  for (value <- "maybe 1 [] {} null".split(" ")) refusesSetting(s"network.batchNorm=$value", "network.batchNorm")

  for (value <- "0 -1 NaN Infinity kaiming [] null".split(" "))
    refusesSetting(s"network.init=$value", "network.init")

  refusesSetting("network.activation=rleu", "network.activation", "found \"rleu\"", "did you mean relu?")
  refusesSetting("network.activation=7", "network.activation", "relu, sigmoid, tanh")
  refusesSetting("network.kind=TwoLayerNet", "network.kind", "MultiLayerNet", "TwoLayerNet")
  refusesSetting("network.kind=MultiLayerNet", "network.batchNorm", "MultiLayerNet")
  private val conv = "network.kind=conv,network.conv"
  for (
    key <- Seq("filters", "window", "stride", "pool", "poolStride");
    value <- "0 -1 1.5 NaN 32769 five [5] null".split(" ")
  )
    refusesSetting(s"$conv.$key=$value", s"network.conv.$key")
  for (value <- "-1 0.5 Infinity same {}".split(" ")) refusesSetting(s"$conv.padding=$value", "network.conv.padding")
  refusesSetting(s"$conv=5", "network.conv", "found 5")
  refusesSetting(s"$conv.filter=5", "network.conv.filter", "unknown", "did you mean network.conv.filters?")
  refusesSetting("network.conv.filters=5", "network.conv.filters", "unknown")
  refusesSetting("kinds.conv.batch=5", "kinds.conv.batch", "unknown")
  refusesSetting("network.kind=convv", "network.kind", "conv", "found convv")
  refusesSetting("network.kind=[conv]", "network.kind")
  // The images are 4 x 3.
  refusesSetting("network.kind=conv", "network.conv.window", "1 x 4 x 3", "5 x 5")
  refusesSetting(s"$conv { window = 3, padding = 0 }", "network.conv.pool", "30 x 2 x 1", "2 x 2")
  refusesSetting(s"$conv { window = 1, padding = 30000, filters = 32768 }", "network.conv", "fit one array")
  refusesSetting(s"$conv.window=2,network.hidden=[400000000]", "network.hidden", "parameters")
  refusesSetting("network=5", "network", "found 5")
  refusesSetting("network=[]", "network", "found []")
  refusesSetting("data=5", "data")
  refusesSetting("sampling=shufled", "sampling", "did you mean shuffled?")
  refusesSetting("sampling=[]", "sampling")
  refusesSetting("gemm=cublas", "gemm", "cublas")
  refusesSetting("gemm=[]", "gemm")

  refusesSetting("optimizer=rmsprpo", "optimizer", "found \"rmsprpo\"", "did you mean rmsprop?")
  refusesSetting("optimizer=lion", "optimizer", "sgd", "adam", "found \"lion\"")
  refusesSetting("optimizer=5", "optimizer", "found 5")
  refusesSetting("optimizer=[adam]", "optimizer")
  refusesSetting("optimizer=null", "optimizer")
  refusesSetting("optimizer={ name = adm }", "optimizer.name", "did you mean adam?")
  refusesSetting("optimizer={ name = adam, beta3 = 0.5 }", "optimizer.beta3", "unknown", "did you mean optimizer.beta")
  refusesSetting("optimizer={ name = sgd, momentum = 0.9 }", "optimizer.momentum", "unknown")
  refusesSetting("optimizer.momentum=0.9", "optimizer.momentum", "unknown")
  for (value <- "1 -0.1 NaN Infinity x".split(" ")) {
    refusesSetting(s"optimizer={ name = adam, beta1 = $value }", "optimizer.beta1")
    refusesSetting(s"optimizer={ name = momentum, momentum = $value }", "optimizer.momentum")
  }

  refusesSetting("schedule=cosin", "schedule", "did you mean cosine?")
  refusesSetting("schedule={ name = step }", "schedule.every", "found nothing")
  refusesSetting("schedule={ name = step, every = 5, factor = 2 }", "schedule.factor")
  refusesSetting("schedule={ name = cosine, floor = -1 }", "schedule.floor")
  refusesSetting("schedule={ name = cosine, factor = 0.1 }", "schedule.factor", "unknown")
  refusesSetting("schedule={ name = polynomial, power = 0 }", "schedule.power")
  refusesSetting("schedule={ name = constant, warmUp = 5 }", "schedule.warmUp", "unknown")
  refusesSetting("schedule={}", "schedule")
  for (value <- "0 5 -1 steps 1.5 epoch [1] {} null 0.0".split(" ")) {
    refusesSetting(s"schedule={ name = step, every = $value }", "schedule.every")
    if (value != "null") refusesSetting(s"schedule={ name = cosine, length = $value }", "schedule.length")
  }
  for (value <- Seq("1.5 steps", "0 epochs", "-1 epochs", "1e3 steps", "9999999999 steps", "3 weeks"))
    refusesSetting(s"schedule={ name = step, every = $value }", "schedule.every", "200 steps or 1.5 epochs", value)
  for (value <- Seq("[]", "[3]", "3 epochs", "[3 epochs, 0 steps]", "{}"))
    refusesSetting(s"schedule={ name = step, at = $value }", "schedule.at")
  refusesSetting("schedule={ name = step, at = [1 epoch], every = 1 epoch }", "schedule.at", "every")
  for (value <- "0 -1 NaN Infinity x".split(" "))
    refusesSetting(s"schedule={ name = constant, scale = $value }", "schedule.scale")
  refusesSetting("schedule=[]", "schedule", "phase")
  refusesSetting("schedule=warm-up", "schedule", "a phase behind the warm-up")
  refusesSetting("schedule=[{ name = warm-up, length = 5 steps }]", "a phase behind the warm-up")
  refusesSetting("schedule=[cosine, constant]", "schedule, phase 1", "a length")
  refusesSetting("schedule=[{ name = warm-up }, constant]", "schedule, phase 1", "a length")
  refusesSetting("schedule=[{ name = cosine, length = 1 epoch }, cosin]", "schedule, phase 2", "did you mean cosine?")
  refusesSetting("schedule=[{ name = cosine, length = 1 epoch, power = 2 }, cosine]", "phase 1", "power", "unknown")
  refusesSetting("schedule=[5]", "schedule", "found 5")

  for (value <- "0 -1 NaN Infinity often [] {} null".split(" ")) refusesSetting(s"clipNorm=$value", "clipNorm")

  for (value <- "-0.1 1 1.5 NaN Infinity some [] null".split(" ")) {
    refusesSetting(s"validation=$value", "validation")
    refusesSetting(s"validation={ share = $value, seed = 1 }", "validation.share")
  }
  refusesSetting("validation={}", "validation")
  refusesSetting("validation={ share = 0.2 }", "validation.seed")
  refusesSetting("validation={ share = 0.2, seed = 1.5 }", "validation.seed")
  refusesSetting("validation={ share = 0.2, seed = 1, rows = 5 }", "validation.rows", "unknown")
  refusesForData("validation=0.01", "validation", "40 rows", "found 0.01")
  refusesForData("validation=0.5,batch=21", "batch", "20", "found 21")

  for (value <- "0 -1 1.5 NaN many [] null".split(" "))
    refusesSetting(s"validation=0.2,earlyStopping={ patience = $value }", "earlyStopping.patience")
  for (value <- "5 sometimes [] {} null".split(" "))
    refusesSetting(s"validation=0.2,earlyStopping=$value", "earlyStopping")
  refusesSetting("earlyStopping={ patience = 3 }", "earlyStopping", "validation above 0")
  refusesSetting("validation=0.2,earlyStopping={ patience = 3, restoreBest = perhaps }", "earlyStopping.restoreBest")
  refusesSetting("validation=0.2,earlyStopping={ patience = 3, patient = 4 }", "earlyStopping.patient", "unknown")

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
      refuses(2, train(small ++ flags: _*), Seq("expected", "found") ++ words)
    }

  refusesSetting("bacth=8", "bacth", "unknown", "did you mean batch?", "--set")
  refusesSetting("network.hiden=[4]", "network.hiden", "did you mean network.hidden?")
  refusesSetting("networks.hidden=[4]", "networks.hidden", "did you mean network.hidden?")
  refusesSetting("bacth=null", "bacth", "unknown")
  refusesSetting("bacth={}", "bacth", "unknown")
  refusesSetting("\"a.b\".c=1", "unknown")
  refusesSetting("steps=1,epochs=1", "steps", "both")

  refusesSetting("batch", "--set", "path=value")
  refusesSetting("=8", "--set", "path=value")
  refusesSetting("", "--set", "path=value")
  refusesSetting("batch=", "--set")
  refusesSetting("batch=[", "--set")
  refusesSetting("batch=}", "--set")
  refusesSetting("batch=\"8", "--set")
  refusesSetting("batch=${nothing.there}", "--set")
  refusesSetting("batch=8\nbatch", "--set")

  refusesSetting("batch=1", "batch", "2 shards", "found 1")
  refusesSetting("batch=3", "batch", "two rows", "found 3")
  refusesForData("batch=41", "batch", "40", "found 41")
  refusesForData("shards=41,batch=82", "shards", "40", "found 41")
  refusesForData("shards=21,batch=40,network.batchNorm=false", "shards", "test", "20", "found 21")
  refusesForData("epochs=2147483647", "epochs", "2^31")

  private def refusesFile(name: String, content: String, words: String*): Unit =
    test(s"--config with $name") {
      val file = folder.resolve("some plan.conf")
      Files.writeString(file, content)
      try refuses(2, train("--config", file.toString), Seq("expected", "found") ++ words)
      finally Files.delete(file)
    }

  refusesFile("an unknown key", "batch = 8\n\nbacth = 8\n", "bacth", "did you mean batch?", "some plan.conf: 3")
  refusesFile("a bad value", "\nrate = -1\n", "rate", "found -1", "some plan.conf: 2")
  refusesFile("steps and epochs", "steps = 3, epochs = 4", "steps", "both")
  refusesFile("an open brace", "network {\n  hidden = [4]\n", "--config", "some plan.conf")
  refusesFile("an open string", "network.kind = \"Multi\n", "--config", "some plan.conf: 1")
  refusesFile("a picture", "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000", "--config", "some plan.conf")
  refusesFile("an unknown substitution", "rate = ${who.knows}", "--config", "who.knows")
  refusesFile("a list", "[1, 2]", "--config", "some plan.conf")
}

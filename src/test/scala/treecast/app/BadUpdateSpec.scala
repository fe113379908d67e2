package treecast.app

import org.scalatest.funsuite.AnyFunSuite

/** Rates, optimizers, schedules and bounds that cannot be. */
class BadUpdateSpec extends AnyFunSuite with BadSettings {
  for (value <- "0 -0.1 -1e300 NaN Infinity -Infinity 1e400 1e-400 fast [1] {} null".split(" "))
    refusesSetting(s"rate=$value", "rate")

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

  for (value <- "go 3 [] null".split(" "))
    refusesSetting(s"onDivergence=$value", "onDivergence: expected stop, or settings such as { back = 1 epoch")
  for (value <- Seq("60 seconds", "0 steps", "1", "[1 epoch]"))
    refusesSetting(s"onDivergence.back=$value", "onDivergence.back")
  for (value <- "0 1 -0.5 2 NaN half".split(" "))
    refusesSetting(s"onDivergence.rateFactor=$value", "onDivergence.rateFactor: expected a number above 0 and below 1")
  for (value <- "0 -1 1.5 often".split(" "))
    refusesSetting(s"onDivergence.times=$value", "onDivergence.times: expected a whole number, 1 or more")
  for (value <- "-1 1.5 late".split(" "))
    refusesSetting(s"onDivergence.since=$value", "onDivergence.since: expected a whole number, 0 or more")
  refusesSetting("onDivergence={ bak = 1 epoch }", "onDivergence.bak", "unknown", "did you mean onDivergence.back?")
}

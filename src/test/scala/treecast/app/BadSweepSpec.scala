package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.Files

/** Sweeps that cannot be: exit code 2 and one line, before anything is done. */
class BadSweepSpec extends AnyFunSuite with CommandLine {
  private def sweepOf(more: String*): Seq[String] =
    Seq("sweep", "--data", folder.toString, "--master", "local[1]", "--out", out) ++
      sets(Seq("data.trainRows=all", "batch=8") ++ more: _*)

  private val momentum = "space.optimizer.momentum={uniform=[0.8,0.9],when.optimizer.name=momentum}"

  private def refusesSweep(setting: String, words: String*): Unit =
    test(s"$setting")(refuses(2, sweepOf(setting), words))

  refusesSweep("space.network.hiden=[[4],[5]]", "network.hiden", "did you mean network.hidden?", "space.network.hiden")
  refusesSweep("space.rat={uniform=[0.1,0.2]}", "rat:", "did you mean rate?")
  refusesSweep("space.rate={log-uniform=[0,1]}", "space.rate.log-uniform", "above 0", "found 0.0")
  refusesSweep("space.rate={uniform=[1,1]}", "space.rate.uniform", "below", "1.0 and 1.0")
  refusesSweep("space.rate={uniform=[2,1]}", "space.rate.uniform", "2.0 and 1.0")
  refusesSweep("space.rate={uniform=[-1,1]}", "rate", "above 0", "found -1")
  refusesSweep("space.rate={uniform=[1]}", "space.rate.uniform", "two numbers", "[1]")
  refusesSweep("space.rate={uniform=[a,b]}", "space.rate.uniform", "two numbers")
  refusesSweep("space.rate={uniform=5}", "space.rate.uniform", "a list", "found 5")
  refusesSweep("space.rate={log-unifrom=[1,2]}", "log-unifrom", "did you mean log-uniform?")
  refusesSweep("space.rate={uniform=[1,2],choice=[1]}", "space.rate", "one of", "uniform and choice")
  refusesSweep("space.rate={choice=[]}", "space.rate.choice", "found []")
  refusesSweep("space.rate=0.1", "space.rate", "found 0.1")
  refusesSweep("space.batch={integer=[1.5,3]}", "space.batch.integer", "whole", "1.5")
  refusesSweep("space.batch={log-integer=[0,3]}", "space.batch.log-integer", "above 0")
  refusesSweep("space.optimizer=[sgd,adm]", "optimizer", "adm", "did you mean adam?")
  refusesSweep("space.rate={uniform=[1,2],when.optimizer=sgd}", "space.rate.when".drop(6), "optimizer = sgd")
  refusesSweep("space.rate={uniform=[1,2],when=3}", "space.rate.when", "found 3")
  refusesSweep("space=3", "space", "found 3")
  refusesSweep("trials=0", "trials", "1", "found 0")
  refusesSweep("trails=5", "trails", "did you mean trials?")
  refusesSweep("repetitions=none", "repetitions", "found \"none\"")
  refusesSweep("sampler=randon", "sampler", "did you mean random?")
  refusesSweep("sampler={name=narrowing,keep=2}", "sampler.keep", "found 2")
  refusesSweep("sampler={name=narrowing,initial=2}", "sampler.initial", "unknown")
  refusesSweep("timeLimit=-1", "timeLimit", "found -1")
  refusesSweep("mode=fast", "mode", "packed", "distributed")
  refusesSweep("validation=0", "validation", "above 0")
  refusesSweep("ensemble.members=2", "ensemble.members")
  refusesSweep("onDivergence.times=2", "a sweep requires onDivergence = stop (found another)")
  refusesSweep("space.onDivergence.rateFactor=[0.1,0.5]", "onDivergence = stop")
  refusesSweep("space.validation=[0,0.2]", "validation", "above 0", "found 0")
  refusesSweep("space.data.trainRows=[100,200]", "space.data.trainRows", "all trials share")
  refusesSweep("space.ensemble.members=[1,3]", "space.ensemble.members", "all trials share")
  refusesSweep("space.rate.foo=[1,2]", "rate", "found")

  private def refusesBoth(name: String, settings: Seq[String], words: String*): Unit =
    test(name)(refuses(2, sweepOf(settings: _*), words))

  refusesBoth("hyperband by steps", Seq("sampler=hyperband", "steps=9"), "steps", "epochs")
  refusesBoth("hyperband over epochs", Seq("sampler=halving", "space.epochs={integer=[1,5]}"), "space.epochs")
  refusesBoth("early stopping", Seq("sampler=halving", "earlyStopping.patience=2"), "earlyStopping")
  refusesBoth("searched stopping", Seq("sampler=halving", "space.earlyStopping=[none,{patience=2}]"), "earlyStopping")
  refusesBoth("a grid", Seq("sampler={name=grid,points=20}"), "trials = 100", "400 points", "sampler.points")
  refusesBoth("a vast grid", Seq("sampler={name=grid,points=100000}", "trials=1000000"), "trials", "10000000000")
  refusesBoth(
    "a grid with conditions",
    Seq("sampler={name=grid,points=20}", "space.optimizer.name=[sgd,momentum]", momentum),
    "trials = 100 is smaller than the grid"
  )
  refusesBoth(
    "a bad range where few points go",
    Seq(
      "space.optimizer.name=[sgd,momentum,adam,adagrad,rmsprop]",
      "space.optimizer.momentum={uniform=[0.9,1.05],when.optimizer.name=momentum}",
      s"space.seed=[${(1 to 100).mkString(",")}]"
    ),
    "optimizer.momentum",
    "1.05"
  )
  refusesBoth(
    "a value that is possible with none of the others",
    Seq("network.kind=MultiLayerNetExtend", "network.batchNorm=true", "space.batch=[1,16]"),
    "batch",
    "8 rows",
    "space.batch"
  )
  refusesBoth(
    "two ways to say the sizes of layers",
    Seq("space.network.depth=[1,2]", "space.network.hidden=[[4],[5]]"),
    "network.depth",
    "network.hidden"
  )
  refusesBoth("shards", Seq("mode=distributed", "space.shards={integer=[1,2]}"), "space.shards", "packed")

  test("files that are no sweep") {
    refuses(2, sweepOf() :+ "no/sweep.conf", Seq("FILE", "no/sweep.conf"))
    val file = Files.createTempFile("treecast", ".conf")
    Files.writeString(file, "format = 2, epochs = 3")
    refuses(2, sweepOf() :+ file.toString, Seq("space", "none"))
    Files.writeString(file, "epochs = ")
    refuses(2, sweepOf() :+ file.toString, Seq("FILE", "HOCON"))
    Files.delete(file)
    refuses(3, Seq("promote", folder.toString), Seq("ledger", "found none"))
    refuses(2, Seq("promote"), Seq("DIR"))
  }
}

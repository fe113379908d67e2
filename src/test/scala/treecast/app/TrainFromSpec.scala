package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path, StandardCopyOption}

/** `train --from`: a training that starts from another run's weights, with frozen parameters or without. */
class TrainFromSpec extends AnyFunSuite with FirstRun {
  private def requireFrozen(run: Path, from: Path): Unit = {
    val (before, after) = (model(from), model(run))
    val kept = allButLast ++ Seq("running_mean1", "running_var1", "running_mean2", "running_var2")
    for (name <- kept) assert(after.matrix(name).toArray.sameElements(before.matrix(name).toArray), name)
    for (name <- Seq("W3", "b3")) assert(!after.matrix(name).toArray.sameElements(before.matrix(name).toArray), name)
  }

  test("with all but the last layer frozen, these keep their bits and the last one learns, on any number of tasks") {
    withFirst { (runs, from) =>
      val run = runs.resolve("head")
      succeeded(trained(run, head ++ Seq("--from", from.toString): _*))
      requireFrozen(run, from)
      assert(summary(run).get("trainAccuracy").asDouble > summary(from).get("trainAccuracy").asDouble)
      requireAccuracy(run, summary(run))
      val other = runs.resolve("other")
      succeeded(
        trained(
          other,
          head ++ Seq("--from", s"$from/model.safetensors", "--partitions", "1", "--set", "gemm=plain"): _*
        )
      )
      assert(bytes(other) == bytes(run))
      val again = runs.resolve("again")
      succeeds("train", "--config", s"$run/plan.conf", "--out", s"$again", "--master", "local[1]")
      assert(bytes(again) == bytes(run))
      assert(Files.readString(run.resolve("plan.conf")).contains("sha256="))
    }
  }

  test("nothing frozen: the training begins with the weights and statistics of the run") {
    withFirst { (runs, from) =>
      val run = runs.resolve("on")
      succeeded(
        trained(
          run,
          sets("batch=50", "shards=2", "steps=1", "rate=1e-300", "schedule=constant") ++ Seq(
            "--from",
            from.toString
          ): _*
        )
      )
      assert(model(run).weights.sameElements(model(from).weights))
      val Seq(mean, before) = Seq(run, from).map(model(_).matrix("running_mean1").toArray.toSeq)
      assert(mean != before && mean.zip(before).forall { case (a, b) => math.abs(a - b) < 0.3 * (1 + math.abs(b)) })
    }
  }

  test("an interrupted training goes on, or begins anew, with the bits of the undisturbed one") {
    withFirst { (runs, from) =>
      val flags = head ++ Seq("--from", from.toString, "--resume") ++ sets(
        "checkpoint={every=2 steps,keep=100}",
        "validation=0.2"
      )
      val whole = runs.resolve("whole")
      succeeded(trained(whole, flags: _*))
      for (steps <- Seq(0, 18)) {
        val part = interruptedCopy(whole, runs.resolve(s"part-$steps"), steps)
        val moved = Files.copy(from.resolve("model.safetensors"), runs.resolve(s"moved-$steps.safetensors"))
        val result =
          succeeded(trained(part, flags.map(flag => if (flag == from.toString) moved.toString else flag): _*))
        assert(result.out.contains(if (steps == 0) "begins anew" else "goes on from"), result.out)
        requireSameRun(part, whole)
      }
      requireFrozen(whole, from)
    }
  }

  test("the members of an ensemble start from the run; in turn or at once they have the same bits") {
    withFirst { (runs, from) =>
      val flags = head ++ Seq("--from", from.toString) ++ sets("ensemble.members=2")
      val Seq(packed, inTurn) = Seq("packed", "turn").map(runs.resolve)
      succeeded(trained(packed, flags: _*))
      succeeded(trained(inTurn, flags :+ "--in-turn": _*))
      for (member <- Seq("member-1", "member-2")) {
        requireFrozen(packed.resolve(member), from)
        assert(bytes(packed.resolve(member)) == bytes(inTurn.resolve(member)))
      }
      assert(bytes(packed.resolve("member-1")) != bytes(packed.resolve("member-2")))
    }
  }

  test("the trials of a search start from the run, and its winner as well; the ledger knows the model") {
    withFirst { (runs, from) =>
      val to = runs.resolve("sweep")
      val base = Files.copy(from.resolve("model.safetensors"), runs.resolve("base.safetensors"))
      val flags = sets(
        s"from=$base",
        s"freeze=[${allButLast.mkString(",")}]",
        "trials=3",
        "batch=40",
        "shards=2",
        "epochs=2",
        "data.trainRows=all",
        "space.rate={log-uniform=[1e-3,0.1]}",
        "space.network.weightDecay=[0,1e-4]",
        "optimizer=adam"
      )
      def search =
        run(Seq("sweep", "--data", digits.toString, "--master", "local[2]", "--out", to.toString) ++ flags: _*)
      succeeded(search)
      succeeds("promote", to.toString, "--master", "local[2]")
      requireFrozen(to.resolve("promoted-1"), from)
      succeeded(search)
      succeeded(trained(runs.resolve("other"), first ++ sets("seed=9"): _*))
      Files.copy(runs.resolve("other/model.safetensors"), base, StandardCopyOption.REPLACE_EXISTING)
      val other = search
      assert(other.code == 2 && other.err.contains("from.sha256"), other.err)
      val promoted = run("promote", to.toString, "--master", "local[2]")
      assert(promoted.code == 3 && promoted.complaints.size == 1 && promoted.err.contains("SHA-256"), promoted.err)
    }
  }

  test("parameters of a random network may be frozen too") {
    withRuns { runs =>
      val flags = sets(
        "network.hidden=[8]",
        "network.batchNorm=false",
        "network.dropout=0",
        "batch=50",
        "shards=2",
        "steps=3",
        "rate=0.1",
        "freeze=[W1]"
      )
      val Seq(one, two) = Seq("one", "two").map(runs.resolve)
      succeeded(trained(one, flags: _*))
      succeeded(trained(two, flags ++ sets("steps=1", "rate=1e-300", "schedule=constant"): _*))
      assert(model(one).matrix("W1").toArray.sameElements(model(two).matrix("W1").toArray))
      assert(!model(one).matrix("b1").toArray.sameElements(model(two).matrix("b1").toArray))
    }
  }
}

package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.model.ModelFile
import treecast.testing.ExampleExtensions.{jar, withClasses}
import treecast.testing.SmallDigits

import java.nio.file.{Files, Path}

/** The extensions of `examples/`: written and compiled outside our packages, named in plans, run on Spark. */
class ExtensionsSpec extends AnyFunSuite with CommandLine {
  private lazy val place = Files.createTempDirectory("treecast-extensions")
  private lazy val extensions = jar("extensions", place)
  private lazy val broken = {
    jar("broken", place)
    place.resolve("broken-classes")
  }

  override def afterAll(): Unit = {
    SmallDigits.delete(place)
    super.afterAll()
  }

  private def example(name: String) = s"examples/extensions/$name"

  private def trained(name: String, plan: String, master: String): Path = {
    val to = place.resolve(name)
    val data = Seq("--config", plan, "--data", digits.toString, "--set", "data.trainRows=all")
    val result =
      run((Seq("train", "--out", to.toString, "--no-report", "--quiet", "--master", master) ++ data): _*)
    assert(result.code == 0, result.err)
    to
  }

  private lazy val local = withClasses(extensions)(trained("local", example("train.conf"), "local[2]"))

  test("a layer, an objective and an optimizer: trained on Spark by a plan, and the plan that is left names them") {
    val plan = Files.readString(local.resolve("plan.conf"))
    for (word <- Seq("leaky-relu", "slope=0.05", "smoothing=0.2", "lion", "beta2=0.95"))
      assert(plan.contains(word), plan)
    assert(summary(local).get("testAccuracy").asDouble > 0.3)
  }

  test("executors of other JVMs, which get the jar from Spark, give the same bits; so does the plan that was left") {
    withExecutors {
      val cluster = trained("cluster", example("train.conf"), "local-cluster[2,1,1024]")
      val again = trained("again", local.resolve("plan.conf").toString, "local[1]")
      for (key <- Seq("weightsSha256", "historySha256"); other <- Seq(cluster, again))
        assert(summary(other).get(key) == summary(local).get(key), s"$other $key")
    }
  }

  /** With what spark-submit makes of --jars, and executors that find the product's own classes. */
  private def withExecutors[T](use: => T): T = {
    val settings =
      Map(
        "spark.jars" -> extensions.toString,
        "spark.executor.extraClassPath" -> System.getProperty("treecast.classes")
      )
    settings.foreach { case (key, value) => System.setProperty(key, value) }
    try withClasses(extensions)(use)
    finally settings.keys.foreach(System.clearProperty)
  }

  test("the model file loads again, and without the jar says in one line what is missing") {
    val evaluate = Seq("evaluate", local.toString, "--master", "local[2]")
    val result = withClasses(extensions)(run(evaluate: _*))
    val accuracy = summary(local).get("testAccuracy").asDouble
    assert(result.code == 0 && result.out.contains(f"test accuracy $accuracy%.4f"), result.out + result.err)
    val model =
      withClasses(extensions)(ModelFile.decode(Files.readAllBytes(local.resolve(ModelFile.NAME)), "the file"))
    for (setting <- Seq("slope=0.05", "smoothing=0.2")) assert(model.architecture.toString.contains(setting))
    refuses(3, evaluate, Seq("model.safetensors: activation", "relu, sigmoid, tanh, found leaky-relu", "--jars"))
  }

  test("a model file without the jar of its objective says what is missing, too") {
    val plan = sets("network.hidden=[4]", "network.objective=label-smoothing", "data.trainRows=all", "epochs=1")
    val to = place.resolve("smoothed")
    val arguments = Seq("train", "--data", digits.toString, "--out", to.toString, "--master", "local[1]", "--no-report")
    assert(withClasses(extensions)(run(arguments ++ plan: _*)).code == 0)
    val evaluate = Seq("evaluate", to.toString, "--master", "local[1]")
    assert(withClasses(extensions)(run(evaluate: _*)).code == 0)
    refuses(3, evaluate, Seq("model.safetensors: objective", "softmax-cross-entropy, found label-smoothing", "--jars"))
  }

  test("the layer's and the objective's gradient is that of central differences") {
    val arguments = Seq("--config", example("train.conf"), "--data", digits.toString, "--set", "data.trainRows=all")
    val result = withClasses(extensions)(run("gradient-check" +: arguments: _*))
    assert(result.code == 0, result.out + result.err)
  }

  test("a sampler: a sweep is searched, and goes on from its ledger with the same points") {
    val to = place.resolve("sweep")
    val arguments =
      Seq("sweep", example("sweep.conf"), "--out", to.toString, "--data", digits.toString, "--master", "local[2]") ++
        Seq("--set", "data.trainRows=all", "--quiet")
    def trials() = Files.readString(to.resolve("trials.csv")).linesIterator.map(_.split(",").take(6).toSeq).toSeq
    withClasses(extensions) {
      val first = run(arguments: _*)
      assert(first.code == 0, first.err)
      val before = trials()
      assert(before.size == 7 && before.head.exists(_.contains("slope")), before)
      Files.delete(to.resolve("ledger/trial-000004-3"))
      assert(run(arguments: _*).code == 0 && trials() == before)
    }
    val missing = Seq("sweep", "--data", digits.toString, "--out", out, "--set", "sampler=halton")
    refuses(2, missing, Seq("sampler", "grid, random", "halton"))
  }

  /** Three kinds of rows, told apart by two numbers; the label stands in front. */
  private def columns(rows: Int, seed: Int): String = {
    val random = new scala.util.Random(seed)
    val lines = for (row <- 0 until rows) yield {
      val kind = row % 3
      s"${Seq("red", "green", "blue")(kind)}  ${3 * kind + random.nextGaussian()}\t${random.nextGaussian() - kind}"
    }
    lines.mkString("", "\n\n", "\r\n")
  }

  private lazy val table: Path = {
    val folder = Files.createDirectories(place.resolve("table"))
    Files.writeString(folder.resolve("train.data"), columns(120, 1))
    Files.writeString(folder.resolve("test.data"), columns(30, 2))
    folder
  }

  test("a data format: known by the names of files, read by executors, and by the model that was trained") {
    val labels = Seq("--set", "data.columns.labelFirst=true")
    def trainedOn(name: String, master: String, more: String*): Path = {
      val to = place.resolve(name)
      val flags = Seq("--data", table.toString, "--out", to.toString, "--master", master, "--no-report", "--quiet")
      val result =
        run(("train" +: flags) ++ labels ++ sets(more ++ Seq("shards=4", "batch=12", "epochs=15"): _*): _*)
      assert(result.code == 0, result.err)
      to
    }
    withExecutors {
      val here = trainedOn("columns-here", "local[2]")
      val there = trainedOn("columns-there", "local-cluster[2,1,1024]", "data.format=columns")
      assert(summary(here).get("weightsSha256") == summary(there).get("weightsSha256"))
      assert(summary(here).get("testAccuracy").asDouble > 0.8)
      val result = run(Seq("evaluate", here.toString, "--master", "local[2]"): _*)
      assert(result.code == 0 && result.out.contains("column files in"), result.out + result.err)
    }
    refuses(2, train("--set", "data.format=columns"), Seq("data.format", "idx, csv, libsvm", "columns"))
  }

  test("a damaged row is refused by the format's own reader, with file, row and line") {
    val folder = Files.createDirectories(place.resolve("damaged"))
    Files.writeString(folder.resolve("train.data"), "1 2 a\n3 x b\n")
    Files.writeString(folder.resolve("test.data"), "1 2 a\n")
    val arguments = Seq("data", "describe", "--data", folder.toString)
    withClasses(extensions) {
      refuses(3, arguments, Seq("train.data", "row 1, line 2", "a number in column 2", "'x'"))
      Files.writeString(folder.resolve("train.data"), "1 2 a\n\n3 b\n")
      refuses(3, arguments, Seq("train.data", "row 1, line 3", "3 columns as in the first row", "found 2"))
    }
  }

  test("settings: unknown ones and values of another type are refused by name, with what was expected") {
    def refusesSetting(setting: String, words: String*): Unit =
      withClasses(extensions)(refuses(2, train(small ++ Seq("--set", setting): _*), words))
    refusesSetting("optimizer=lyon", "optimizer", "adam, lion", "did you mean lion?")
    refusesSetting("optimizer={name=lion,beta3=0.1}", "optimizer.beta3", "unknown", "did you mean optimizer.beta")
    refusesSetting("optimizer={name=lion,beta1=1}", "optimizer.beta1", "from 0 to below 1", "found 1")
    refusesSetting("network.activation={name=leaky-relu,slope=steep}", "network.activation.slope", "found \"steep\"")
    refusesSetting("network.objective=hinge", "network.objective", "softmax-cross-entropy, label-smoothing")
    refusesSetting("network.activation={name=relu,slope=0.1}", "network.activation.slope", "unknown")
  }

  test("single precision: a layer of elements trains, one of arrays of doubles is refused, which double takes") {
    val to = place.resolve("single")
    def single(activation: String, to: Path) =
      Seq("train", "--data", digits.toString, "--out", to.toString, "--master", "local[1]", "--no-report") ++
        sets(
          "data.trainRows=all",
          "epochs=1",
          "network.hidden=[4]",
          "precision=single",
          s"network.activation=$activation"
        )
    val trained = withClasses(extensions)(run(single("leaky-relu", to): _*))
    assert(trained.code == 0, trained.err)
    withClasses(broken, registers("OnArrays", "nn.LayerProvider")) {
      val words = Seq("precision", "expected double, as on-arrays computes with arrays of doubles", "found single")
      refuses(2, single("on-arrays", place.resolve("refused")), words)
      val taken = run(single("on-arrays", place.resolve("taken")) ++ Seq("--set", "precision=double"): _*)
      assert(taken.code == 0, taken.err)
    }
  }

  /** A folder that registers one of the broken providers. */
  private def registers(provider: String, of: String = "optim.OptimizerProvider"): Path = {
    val services = Files.createDirectories(place.resolve(s"services-$provider/META-INF/services"))
    Files.writeString(services.resolve(s"treecast.$of"), s"com.example.broken.$provider\n")
    place.resolve(s"services-$provider")
  }

  for (
    (provider, optimizer, words) <- Seq(
      ("NoName", "adam", Seq("com.example.broken.NoName", "expected a name", "found none")),
      ("DoubleName", "sgd", Seq("optimizer adam", "treecast.optim.Optimizers", "com.example.broken.DoubleName")),
      ("OtherType", "other-type", Seq("com.example.broken.OtherType", "momentum", "Double", "Integer")),
      ("Failing", "failing", Seq("com.example.broken.Failing", "UnsupportedOperationException: not written yet")),
      (
        "NotSerialisable",
        "not-serialisable",
        Seq("com.example.broken.NotSerialisable", "executors", "java.lang.Object")
      ),
      ("Missing", "adam", Seq("optimizer", "com.example.broken.Missing not found"))
    )
  ) test(s"a provider that is broken ($provider) gives one line that names it") {
    withClasses(broken, registers(provider))(
      refuses(2, train(small ++ Seq("--set", s"optimizer=$optimizer"): _*), words)
    )
  }
}

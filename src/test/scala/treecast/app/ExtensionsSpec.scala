package treecast.app

import org.scalatest.funsuite.AnyFunSuite
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

  test("a layer and an optimizer: trained on Spark by a plan, and the plan that is left names them") {
    val plan = Files.readString(local.resolve("plan.conf"))
    for (word <- Seq("leaky-relu", "slope=0.05", "lion", "beta2=0.95")) assert(plan.contains(word), plan)
    assert(summary(local).get("testAccuracy").asDouble > 0.3)
  }

  test("executors of other JVMs, which get the jar from Spark, give the same bits; so does the plan that was left") {
    // What spark-submit makes of --jars, and the product's own jar.
    val settings =
      Map(
        "spark.jars" -> extensions.toString,
        "spark.executor.extraClassPath" -> System.getProperty("treecast.classes")
      )
    settings.foreach { case (key, value) => System.setProperty(key, value) }
    try
      withClasses(extensions) {
        val cluster = trained("cluster", example("train.conf"), "local-cluster[2,1,1024]")
        val again = trained("again", local.resolve("plan.conf").toString, "local[1]")
        for (key <- Seq("weightsSha256", "historySha256"); other <- Seq(cluster, again))
          assert(summary(other).get(key) == summary(local).get(key), s"$other $key")
      }
    finally settings.keys.foreach(System.clearProperty)
  }

  test("the model file loads again, and without the jar says in one line what is missing") {
    val evaluate = Seq("evaluate", local.toString, "--master", "local[2]")
    val result = withClasses(extensions)(run(evaluate: _*))
    val accuracy = summary(local).get("testAccuracy").asDouble
    assert(result.code == 0 && result.out.contains(f"test accuracy $accuracy%.4f"), result.out + result.err)
    refuses(3, evaluate, Seq("model.safetensors: activation", "relu, sigmoid, tanh, found leaky-relu", "--jars"))
  }

  test("the layer's gradient is that of central differences") {
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

  test("settings: unknown ones and values of another type are refused by name, with what was expected") {
    def refusesSetting(setting: String, words: String*): Unit =
      withClasses(extensions)(refuses(2, train(small ++ Seq("--set", setting): _*), words))
    refusesSetting("optimizer=lyon", "optimizer", "adam, lion", "did you mean lion?")
    refusesSetting("optimizer={name=lion,beta3=0.1}", "optimizer.beta3", "unknown", "did you mean optimizer.beta")
    refusesSetting("optimizer={name=lion,beta1=1}", "optimizer.beta1", "from 0 to below 1", "found 1")
    refusesSetting("network.activation={name=leaky-relu,slope=steep}", "network.activation.slope", "found \"steep\"")
    refusesSetting("network.activation={name=relu,slope=0.1}", "network.activation.slope", "unknown")
  }

  /** A folder that registers one of the broken providers. */
  private def registers(provider: String): Path = {
    val services = Files.createDirectories(place.resolve(s"services-$provider/META-INF/services"))
    Files.writeString(services.resolve("treecast.optim.OptimizerProvider"), s"com.example.broken.$provider\n")
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

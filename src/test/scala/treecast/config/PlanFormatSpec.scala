package treecast.config

import treecast.app.Formats
import com.typesafe.config.{Config, ConfigFactory}
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.ScalingMethod.{NONE, STANDARD, UNIT}
import treecast.data.DataSet
import treecast.source.digits.DrawnDigits
import treecast.extension.{Provider, Registry, SettingValues}
import treecast.nn.{Layers, Objectives}
import treecast.optim._
import treecast.search._

import java.util.Optional
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** What a plan means that leaves something out: its format says it, whatever the newest is. */
class PlanFormatSpec extends AnyFunSuite with Formats {
  test("conf/train.conf and conf/sweep.conf are the defaults of the newest format") {
    val Seq(train, sweep) =
      Seq("train", "sweep").map(name => ConfigFactory.parseFile(Path.of(s"conf/$name.conf").toFile))
    val newest = PlanFormat.newest
    assert(newest.number == 5)
    assert(train.withoutPath("kinds") == newest.plan && train.getConfig("kinds") == newest.content.getConfig("kinds"))
    assert(sweep == newest.sweep)
  }

  test("format 1 is for ever what it was when it was published") {
    val published = ConfigFactory.parseFile(kept.resolve("defaults.conf").toFile).entrySet.asScala
    assert(published.size > 90)
    val content = format(1).content
    for (entry <- published) assert(content.getValue(entry.getKey) == entry.getValue, entry.getKey)
  }

  test("the made-up format differs in whatever words and missing settings mean") {
    withMadeUpFormat {
      val Seq(one, two) = Seq(1, 6).map(format)
      for (part <- Seq[PlanFormat => Config](_.usual, _.otherOptimizer); entry <- part(one).entrySet.asScala)
        assert(part(two).getValue(entry.getKey) != entry.getValue, entry.getKey)
    }
  }

  /** A word, or a setting that is missing, means one thing under format 1 and another under the made-up format. */
  private def means[T](name: String, settings: String*)(read: PlanSettings => T)(one: T, two: T): Unit =
    test(s"$name means $one, and $two in the made-up format") {
      withMadeUpFormat {
        def under(format: Int) = read(PlanSettings.of(plan(Some(s"format = $format"), settings: _*)))
        assert(under(1) == one && under(6) == two)
      }
    }

  for (
    (name, one, two) <- Seq[(String, Optimizer, Optimizer)](
      ("sgd", new Sgd, new Sgd),
      ("momentum", new Momentum(0.9), new Momentum(0.5)),
      ("nesterov", new Nesterov(0.9), new Nesterov(0.5)),
      ("nesterov-listing", new NesterovListing(0.9), new NesterovListing(0.5)),
      ("adagrad", new AdaGrad, new AdaGrad),
      ("rmsprop", new RmsProp(0.99), new RmsProp(0.5)),
      ("adam", new Adam(0.9, 0.999), new Adam(0.5, 0.6))
    )
  ) {
    means(s"optimizer=$name", s"optimizer=$name")(_.update.optimizer)(one, two)
    val rate = if (name == "adam") 0.001 else 0.01
    means(s"rate=default of $name", s"optimizer=$name", "rate=default")(_.update.rate)(rate, 0.2)
  }

  /** What the rate is multiplied by at a step of ten. */
  private def factor(step: Int)(settings: PlanSettings): Double =
    settings.update.schedule.schedule(10, 100, 10).at(step)

  means("another optimizer's rate", "optimizer=sgd")(_.update.rate)(0.01, 0.125)
  means("another optimizer's schedule", "optimizer=sgd")(factor(10))(1.0, 0.7)
  means("schedule=step", "schedule={name=step,at=[5 steps]}")(factor(10))(0.1, 0.7)
  means("schedule=exponential", "schedule=exponential")(factor(10))(0.1, 0.7)
  means("schedule=cosine", "schedule=cosine")(factor(10))(0.0, 0.7)
  means("schedule=polynomial", "schedule=polynomial")(factor(5))(0.5, 0.7 + 0.3 / 8)
  means("earlyStopping", "validation=0.1", "earlyStopping={patience=1}")(_.evaluation.stopping.restoreBest)(
    true,
    false
  )
  means("earlyStopping's minimum gain", "validation=0.1", "earlyStopping={patience=1}")(_.evaluation.stopping.minGain)(
    0.0,
    0.01
  )
  means("onDivergence", "onDivergence={}")(_.update.onDivergence)(
    new DivergenceSettings(PhaseLength.of("1 epoch"), 0.5, 3, 0),
    new DivergenceSettings(PhaseLength.of("2 epochs"), 0.25, 5, 0)
  )
  means("checkpoint", "checkpoint=none", "checkpoint={}")(_.checkpoint)(
    new CheckpointSettings(Optional.of(CheckpointInterval.of("60 seconds")), 3),
    new CheckpointSettings(Optional.of(CheckpointInterval.of("7 steps")), 2)
  )
  means("data.classes=auto")(_.data.numbered.classes)(10, 11)
  for ((format, one, two) <- Seq(("IDX", NONE, UNIT), ("CSV", STANDARD, NONE), ("LIBSVM", NONE, STANDARD)))
    means(s"data.scaling=auto of $format")(_.data.scaling.get(format.toLowerCase))(one, two)
  for (rows <- Seq(60000 -> (1024, 512), 600 -> (16, 64)))
    means(s"batch=default on ${rows._1} rows", "batch=default", "validation=0", "network.batchNorm=false") { settings =>
      val digits = new DrawnDigits().examine()
      settings.plan(new DataSet(digits.source, rows._1, 1000, digits.shape, digits.labels)).batches.size
    }(rows._2._1, rows._2._2)
  means("network.kind=conv", "network.kind=conv")(_.network.convolution.get.filters)(30, 1)
  means("nothing at all")(_.network.hidden.asScala.toSeq.map(_.intValue))(Seq(100, 100, 100, 100), Seq(7))

  for (
    (name, one, two) <- Seq[(String, Sampler, Sampler)](
      ("grid", new Grid(5), new Grid(3)),
      ("narrowing", new Narrowing(20, 0.25, 0.1, 0.1), new Narrowing(5, 0.5, 0.3, 0.3)),
      ("bayesian", new Bayesian(20, 10), new Bayesian(4, 3)),
      ("hyperband", new Hyperband(2, 3, 1000000), new Hyperband(1, 2, 1000000)),
      ("halving", new Hyperband(2, 3, 1), new Hyperband(1, 2, 1))
    )
  )
    test(s"sampler=$name means $one, and $two in the made-up format") {
      withMadeUpFormat {
        for ((number, sampler) <- Seq(1 -> one, 6 -> two)) {
          val format = this.format(number)
          val wanted = layers(None, s"sampler=$name").over(format.sweep, format)
          assert(SamplerSettings.read(new Settings(wanted)) == sampler)
        }
      }
    }

  /** Families, by the key of a plan that names a member; the file that explains the key. */
  private val families: Seq[(String, String, Registry[_ <: Provider])] = Seq(
    ("optimizer", "train", Optimizers.registry),
    ("network.activation", "train", Layers.registry),
    ("network.objective", "train", Objectives.registry),
    ("schedule", "train", Schedules.registry),
    ("sampler", "sweep", Samplers.registry)
  )

  for ((key, file, registry) <- families)
    test(s"$key: conf/$file.conf names all that there are, and the newest format has the defaults that they say") {
      val usual = PlanFormat.newest.usual
      val comments = Files.readString(Path.of(s"conf/$file.conf")).linesIterator.filter(_.contains("#")).mkString("\n")
      val said =
        for ((name, provider) <- registry.providers.asScala; setting <- provider.settings.asScala)
          yield s"$name.${setting.name}" -> setting.fallback.map[String](_.toString)
      for (name <- registry.names.asScala) assert(comments.matches(s"(?s).*\\b$name\\b.*"), name)
      for ((path, fallback) <- said if fallback.isPresent)
        assert(usual.getString(s"$key.$path").toDouble == fallback.get.toDouble, path)
      if (usual.hasPath(key))
        for (entry <- usual.getConfig(key).entrySet.asScala) assert(said.toMap.contains(entry.getKey), entry.getKey)
    }

  test("optimizers: the newest format has the rates that they say") {
    val rates = PlanFormat.newest.usual.getConfig("rate")
    for ((name, provider) <- Optimizers.registry.providers.asScala)
      assert(rates.getDouble(name) == provider.create(SettingValues.defaults(provider)).defaultRate, name)
    assert(rates.entrySet.size == Optimizers.registry.names.size)
  }

  test("a plan without a file is of the newest format, a file that says none of the first, and a setting decides") {
    withMadeUpFormat {
      def read(config: Config) = (config.getInt("format"), PlanSettings.of(config).update.optimizer)
      val (one, two) = ((1, new Adam(0.9, 0.999)), (6, new Momentum(0.5)))
      assert(read(plan(None)) == two && read(plan(None, "epochs=3")) == two)
      assert(read(plan(None, "format=1")) == one && read(plan(None, "format=6", "format=1")) == one)
      assert(read(plan(Some("epochs = 3"))) == one && read(plan(Some("format = 1"))) == one)
      assert(read(plan(Some("format = 6"))) == two && read(plan(Some("epochs = 3"), "format=6")) == two)
    }
  }

  test("files of several formats are refused, unless a setting says one") {
    withMadeUpFormat {
      val Seq(one, two) = Seq(1, 6).map(number => ConfigFactory.parseString(s"format = $number"))
      val both = layers(Some("format = 6")).over(one)
      val refused = intercept[SettingsException](both.plan).getMessage
      assert(refused.contains("one format") && refused.contains("1 and 6") && refused.contains("--set format=N"))
      assert(both.`with`(Configuration.parse("format=6")).plan.getInt("format") == 6)
      assert(layers(Some("format = 6")).over(two).plan.getInt("format") == 6)
    }
  }
}

package treecast.cluster

import com.typesafe.config.ConfigFactory
import org.scalatest.funsuite.AnyFunSuite
import treecast.config.{Configuration, PlanSettings}
import treecast.data._
import treecast.nn.{Activation, Initializer, MultiLayerNet}
import treecast.optim.Adam
import treecast.testing.{Plans, SmallDigits}
import treecast.testing.DefaultStorage.storage
import treecast.testing.SparkContexts.withSpark
import treecast.training._
import treecast.workflow.DataChoice

import java.nio.file.{Files, Path}
import java.util.{List => JavaList}
import scala.util.Random

/** The promise holds for words, missing values, divided files and part files, whose names two splits may share. */
class TableKindsBitsSpec extends AnyFunSuite {
  private val shards = 4

  private def row(random: Random, i: Int): String = {
    val kind = i % 3
    val length =
      if (random.nextInt(9) == 0) "NA" else "%.2f".formatLocal(java.util.Locale.ROOT, kind + random.nextDouble())
    val colour = if (random.nextInt(9) == 0) "" else Seq("red", "blue", "green")((kind + random.nextInt(2)) % 3)
    s"$length,$colour,${random.nextInt(50)},${Seq("a", "b", "c")(kind)}\n"
  }

  private def table(rows: Int, seed: Int): String = {
    val random = new Random(seed)
    "length,colour,spots,label\n" + (0 until rows).map(row(random, _)).mkString
  }

  private def write(folder: Path, files: (String, String)*): Unit =
    for ((name, text) <- files) {
      Files.createDirectories(folder.resolve(name).getParent)
      Files.writeString(folder.resolve(name), text)
    }

  private def examined(source: String, settings: String*): DataSet = {
    val lines = Seq("format = 2", s"""data.source = "$source"""") ++ settings
    DataChoice.examine(storage, PlanSettings.of(Configuration.under(ConfigFactory.parseString(lines.mkString("\n")))))
  }

  private def plan(data: DataSet): TrainingPlan = {
    val he = Initializer.of("he")
    val net = new MultiLayerNet(data.features, JavaList.of(8), data.classes, Activation.RELU, he, 0)
    Plans.of(
      net.network(),
      rows = data.trainRows,
      batch = 40,
      steps = 30,
      shards = shards,
      initializer = he,
      optimizer = new Adam(0.9, 0.999),
      rate = 0.02,
      seed = 7L
    )
  }

  private def bits(plan: TrainingPlan)(train: (TrainingState, History) => Unit): (String, String) = {
    val state = TrainingState.initial(plan)
    val history = new History
    train(state, history)
    assert(history.last.test.accuracy > 0.7, "it learns")
    (Sha256.ofWeights(state.weights, state.statistics), history.sha256)
  }

  private def kinds(folder: Path): Seq[(String, DataSet)] = {
    write(
      folder,
      "two/train.csv" -> table(200, 1),
      "two/test.csv" -> table(60, 2),
      "one.csv" -> table(260, 3),
      "parts/train/part-0.csv" -> table(120, 4),
      "parts/train/part-1.csv" -> table(90, 5),
      "parts/test/part-0.csv" -> table(40, 6),
      "parts/test/part-1.csv" -> table(30, 7)
    )
    Seq(
      "mean" -> examined(s"$folder/two", "data.csv.missing = mean"),
      "median" -> examined(s"$folder/two", "data.csv.missing = median"),
      "one file" -> examined(s"$folder/one.csv", "data.csv.missing = mean"),
      "parts" -> examined(s"$folder/parts", "data.csv.missing = skip")
    )
  }

  test("words, missing values, a divided file and part files of equal names give the bits of the plain loop") {
    val folder = Files.createTempDirectory("treecast-kinds")
    try {
      val all = for ((name, data) <- kinds(folder)) yield {
        val trained = plan(data)
        (name, data, trained, bits(trained)((s, h) => new Trainer(trained, LocalEngine.of(data, shards, 1)).run(s, h)))
      }
      assert(all.map(_._4).distinct.size == all.size, "each kind has bits of its own")
      for ((name, data, trained, reference) <- all; threads <- Seq(2, 3))
        assert(
          bits(trained)((s, h) => new Trainer(trained, LocalEngine.of(data, shards, threads)).run(s, h)) == reference,
          name
        )
      for (master <- Seq("local[2]", "local-cluster[2,1,1024]"))
        withSpark(master) { spark =>
          for ((name, data, trained, reference) <- all; partitions <- Seq(1, 3)) {
            val train = ShardedData.load(spark, data, Split.TRAIN, shards, partitions)
            val test = ShardedData.load(spark, data, Split.TEST, shards, partitions)
            val found = bits(trained)(new Trainer(trained, new SparkEngine(spark, train, test)).run(_, _))
            assert(found == reference, s"$name on $master, $partitions partitions")
            train.close()
            test.close()
          }
        }
    } finally SmallDigits.delete(folder)
  }
}

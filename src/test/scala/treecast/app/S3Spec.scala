package treecast.app

import com.fasterxml.jackson.databind.ObjectMapper
import org.scalatest.funsuite.AnyFunSuite
import treecast.scripts.{Launcher, LauncherRun, RunningLauncher}
import treecast.testing.{S3, SmallDigits, StandaloneCluster, Waiting}

import java.net.ServerSocket
import java.nio.file.{Files, Path}
import scala.util.Using

/** Rows, runs and sweeps on S3 give what local files give, with the jars and the settings of a user. */
class S3Spec extends AnyFunSuite with Flowers with Waiting {
  private lazy val launcher = new Launcher
  private lazy val local = Files.createTempDirectory("treecast-runs")
  private lazy val s3 = {
    val started = new S3
    for (name <- Seq("train.csv", "test.csv")) started.put(s"data/$name", Files.readAllBytes(flowers.resolve(name)))
    started
  }

  override def afterAll(): Unit =
    if (S3.jars.nonEmpty) {
      s3.close()
      launcher.close()
      SmallDigits.delete(local)
      super.afterAll()
    }

  private def start(endpoint: String, key: Option[String], arguments: Seq[String]): RunningLauncher =
    launcher.start(Map(), arguments ++ Seq("--jars", S3.jars.get.mkString(",")) ++ S3.settings(endpoint, key): _*)

  private def onS3(arguments: String*): LauncherRun = start(s3.endpoint, Some("user"), arguments).end()

  private def succeedsOnS3(arguments: String*): String = {
    val ended = onS3(arguments: _*)
    assert(ended.code == 0, ended.err)
    ended.out
  }

  private val plan =
    sets("network.hidden=[12]", "batch=40", "shards=4", "seed=3", "data.csv.label=kind") :+ "--no-report"

  private def train(data: String, to: String, settings: String*): Seq[String] =
    Seq("train", "--data", data, "--out", to, "--master", "local[2]") ++ plan ++ sets(settings: _*)

  /** The bits of a run: those that its summary tells, and its model. */
  private def found(read: String => Array[Byte]): Seq[Any] = {
    val told = new ObjectMapper().readTree(read("summary.json"))
    Seq("weightsSha256", "historySha256", "testAccuracy").map(told.get(_)) :+ read("model.safetensors").toSeq
  }

  private def inBucket(run: String): Seq[Any] = found(name => s3.read(s"$run/$name"))

  private def onDisk(run: Path): Seq[Any] = found(name => Files.readAllBytes(run.resolve(name)))

  private def calm(name: String, settings: String*): Seq[Any] = {
    val to = local.resolve(name)
    succeeds(train(s"$flowers", s"$to", settings: _*): _*)
    onDisk(to)
  }

  test(
    "of two processes on one run on S3 one is refused; the other is killed, and resumed has the bits of local files"
  ) {
    S3.require()
    val settings = Seq("steps=6000", "checkpoint={every=100 steps,keep=2}")
    val command = train(s3.uri("data"), s3.uri("runs/one"), settings: _*) :+ "--resume"
    val both = Seq.fill(2)(start(s3.endpoint, Some("user"), command))
    def saved = s3.list("runs/one/checkpoints").exists(_.endsWith(".sha256"))
    await(s"one that is refused: ${both.map(_.said)}")(saved && both.exists(!_.process.isAlive))
    val (Seq(running), Seq(ended)) = both.partition(_.process.isAlive)
    kill(running.process)
    val refused = ended.end()
    assert(refused.code == 1 && refused.lastLine.contains("expected no other process at work on it"), refused.err)
    assert(!s3.exists("runs/one/summary.json"), "it ended before it was killed")
    assert(succeedsOnS3(command: _*).contains("goes on from the checkpoint of step "))
    assert(inBucket("runs/one") == calm("one", settings: _*))
    assert(s3.list("runs/one/").forall(key => !key.endsWith("lease") && !key.endsWith(".part")))
    val evaluated = succeedsOnS3("evaluate", s3.uri("runs/one"), "--master", "local[2]")
    val same = succeeds("evaluate", s"${local.resolve("one")}", "--master", "local[2]")
    def right(text: String) = text.linesIterator.filter(_.contains("right)")).toSeq
    assert(right(evaluated) == right(same) && right(same).nonEmpty)
  }

  test("a sweep on S3, and its winner, have them as well") {
    S3.require()
    val search = sets("trials=2", "epochs=1", "network.hidden=[4]", "validation=0.2", "data.csv.label=kind")
    def sweep(data: String, to: String) =
      Seq("sweep", "--data", data, "--out", to, "--master", "local[2]", "--quiet") ++ search
    for (_ <- 1 to 2) succeedsOnS3(sweep(s3.uri("data"), s3.uri("sweep")): _*)
    succeedsOnS3("promote", s3.uri("sweep"), "--master", "local[2]")
    assert(s3.list("sweep/ledger/trial-").size == 2 && !s3.exists("sweep/lease"))
    val mine = local.resolve("sweep")
    succeeds(sweep(s"$flowers", s"$mine"): _*)
    succeeds("promote", s"$mine", "--master", "local[2]")
    assert(inBucket("sweep/promoted-1") == onDisk(mine.resolve("promoted-1")))
  }

  test("executors read with the driver's credentials") {
    S3.require()
    val cluster = new StandaloneCluster("--workers", "2", "--memory", "1g")
    try {
      // The SDK is too large to be sent to each executor of a test.
      val jars = Seq("driver", "executor").flatMap { side =>
        Seq("--conf", s"spark.$side.extraClassPath=${S3.jars.get.mkString(":")}")
      }
      val on = jars ++ S3.settings(s3.endpoint) ++ Seq("--executor-memory", "512m")
      val command = train(s3.uri("data"), s3.uri("runs/cluster"), "steps=20").map {
        case "local[2]" => cluster.master
        case other      => other
      }
      val ended = launcher.run(Map("SPARK_LOCAL_IP" -> "127.0.0.1"), command ++ on: _*)
      assert(ended.code == 0, ended.err)
      assert(inBucket("runs/cluster") == calm("cluster", "steps=20"))
    } finally cluster.close()
  }

  /** Ends in good time, with one line that says all these words. */
  private def refusedOnS3(
      endpoint: String,
      key: Option[String],
      data: String,
      to: String,
      code: Int
  )(words: String*) = {
    // RunningLauncher.end waits for 90 seconds at most.
    val ended = start(endpoint, key, train(data, to, "steps=2")).end()
    val complaints = ended.err.linesIterator.filter(_.startsWith("treecast: ")).toSeq
    assert(ended.code == code && complaints.size == 1 && ended.lastLine == complaints.head, ended.err)
    for (word <- words) assert(ended.lastLine.contains(word), ended.err)
  }

  test("a key that is refused, and none, are told in a line: as data that cannot be read, or as a bad --out") {
    S3.require()
    val mine = s"${local.resolve("refused")}"
    S3.withRefusal { endpoint =>
      refusedOnS3(endpoint, Some("stranger"), "s3a://rows/data", mine, 3)("s3a://rows/data", "cannot be read", "403")
      refusedOnS3(endpoint, Some("stranger"), s"$flowers", "s3a://rows/run", 2)("--out", "s3a://rows/run", "403")
    }
    refusedOnS3(s3.endpoint, None, s3.uri("data"), mine, 3)(s3.uri("data"), "No AWS Credentials provided")
    assert(!Files.exists(Path.of(mine)))
  }

  test("an endpoint where nobody answers is told after some seconds") {
    S3.require()
    val free = Using.resource(new ServerSocket(0))(_.getLocalPort)
    val mine = s"${local.resolve("nowhere")}"
    val endpoint = s"http://127.0.0.1:$free"
    refusedOnS3(endpoint, Some("user"), "s3a://rows/data", mine, 3)("s3a://rows/data", "cannot be read", s"$free")
    refusedOnS3(endpoint, Some("user"), s"$flowers", "s3a://rows/run", 2)("--out", "s3a://rows/run", s"$free")
    assert(!Files.exists(Path.of(mine)))
  }
}

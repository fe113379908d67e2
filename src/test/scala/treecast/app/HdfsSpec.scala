package treecast.app

import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}
import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.RandomStream
import treecast.scripts.Launcher
import treecast.search.Lease
import treecast.testing.{DefaultStorage, Hdfs, SmallDigits, StandaloneCluster, Waiting}

import java.nio.file.{Files, Path}

/** Rows, runs and sweeps on HDFS give what local files give, whatever ends in between. */
class HdfsSpec extends AnyFunSuite with Flowers with Waiting {
  private lazy val launcher = new Launcher
  private lazy val local = Files.createTempDirectory("treecast-runs")

  override def afterAll(): Unit =
    if (Hdfs.jar.nonEmpty) {
      launcher.close()
      SmallDigits.delete(local)
      super.afterAll()
    }

  private def withHdfs(dataNodes: Int)(use: Hdfs => Unit): Unit = {
    Hdfs.require()
    val hdfs = new Hdfs(dataNodes)
    try use(hdfs)
    finally hdfs.close()
  }

  private val plan =
    sets("network.hidden=[12]", "batch=40", "shards=4", "seed=3", "data.csv.label=kind") :+ "--no-report"

  private def train(data: Any, to: Any, master: String, settings: String*): Seq[String] =
    Seq("train", "--data", s"$data", "--out", s"$to", "--master", master) ++ plan ++ sets(settings: _*)

  private def summary(bytes: Array[Byte]): JsonNode = new ObjectMapper().readTree(bytes)

  private val bits = Seq("weightsSha256", "historySha256", "testAccuracy")

  /** The bits of a run: those that its summary tells, and its model. */
  private def found(read: String => Array[Byte]): Seq[Any] =
    bits.map(summary(read("summary.json")).get(_)) :+ read("model.safetensors").toSeq

  private def onDisk(run: Path): Seq[Any] = found(name => Files.readAllBytes(run.resolve(name)))

  private def onHdfs(hdfs: Hdfs, run: String): Seq[Any] = found(name => hdfs.read(s"$run/$name"))

  /** The bits of the plan on local files. */
  private def calm(name: String, settings: String*): Seq[Any] = {
    val to = local.resolve(name)
    succeeds(train(flowers, to, "local[2]", settings: _*): _*)
    onDisk(to)
  }

  private def step(hdfs: Hdfs, run: String): Int =
    hdfs
      .list(s"$run/checkpoints")
      .filter(_.endsWith(".sha256"))
      .map(_.filter(_.isDigit).take(9).toInt)
      .maxOption
      .getOrElse(0)

  test("train, evaluate, predict and sweep with promote, all on HDFS, give what they give on local files") {
    withHdfs(1) { hdfs =>
      val data = hdfs.put(flowers, "/data")
      succeeds(train(data, s"${hdfs.uri}/runs/one", "local[2]", "steps=40"): _*)
      assert(onHdfs(hdfs, "/runs/one") == calm("one", "steps=40"))
      assert(!hdfs.exists("/runs/one/lease"))
      val evaluated = Seq(s"${hdfs.uri}/runs/one", s"${local.resolve("one")}").map { run =>
        succeeds("evaluate", run, "--master", "local[2]").linesIterator.filter(_.contains("right)")).toSeq
      }
      assert(evaluated.distinct.size == 1 && evaluated.head.nonEmpty)
      succeeds(
        "predict",
        s"${hdfs.uri}/runs/one",
        "--data",
        s"$data/test.csv",
        "--out",
        s"${hdfs.uri}/predicted",
        "--master",
        "local[2]"
      )
      assert(hdfs.list("/predicted").contains("_SUCCESS"))

      val search = sets("trials=3", "epochs=1", "network.hidden=[4]", "validation=0.2", "data.csv.label=kind")
      val looks =
        for ((rows, sweep) <- Seq(data -> s"${hdfs.uri}/sweep", s"$flowers" -> s"${local.resolve("sweep")}")) yield {
          val command = Seq("sweep", "--data", rows, "--out", sweep, "--master", "local[2]", "--quiet") ++ search
          succeeds(command: _*)
          succeeds(command: _*)
          succeeds("promote", sweep, "--master", "local[2]")
        }
      assert(looks.size == 2)
      assert(onHdfs(hdfs, "/sweep/promoted-1") == onDisk(local.resolve("sweep/promoted-1")))
      val records = hdfs.list("/sweep/ledger")
      assert(records.count(_.startsWith("trial-")) == 3 && records.count(_.startsWith("look-")) == 1)
      assert(!hdfs.exists("/sweep/lease"))
    }
  }

  test("one driver at a time works on a run on HDFS; its lease is taken over when it is dead") {
    withHdfs(1) { hdfs =>
      val timing = new Lease.Timing(50, 1000, 50, 1000)
      def take() = Lease.take(DefaultStorage.storage, s"${hdfs.uri}/runs/one", timing)
      val one = take()
      assert(intercept[Lease.Refused](take()).getMessage.contains(s"${hdfs.uri}/runs/one"))
      one.requireHeld()
      one.close()
      assert(!hdfs.exists("/runs/one/lease"))
      hdfs.write("/runs/one/lease", "another, process 7 on another machine\nbeat 12\n")
      val other = take()
      other.requireHeld()
      other.close()
    }
  }

  test("a large table on HDFS is examined once: what was found is found again") {
    withHdfs(1) { hdfs =>
      val (cache, rows) = (local.resolve("rows"), local.resolve("large.csv"))
      val random = RandomStream.of(7)
      def value(i: Long) = f"${random.uniform(i)}%.17f"
      val lines = (0L until 110000L).map(i => s"${value(2 * i)},${value(2 * i + 1)},${i % 3}\n")
      Files.writeString(rows, "a,b,label\n" + lines.mkString)
      val at = hdfs.put(rows, "/large.csv")
      hdfs.age("/large.csv")
      def described() = succeeds("data", "describe", "--data", at, "--conf", s"spark.hadoop.treecast.rows.cache=$cache")
      def entries = cache.toFile.listFiles.map(entry => (entry.getName, entry.lastModified)).toSeq
      val first = described()
      val before = entries
      assert(before.nonEmpty && described() == first && entries == before)
    }
  }

  test("killed, and resumed behind a restart of the data node, a run has the bits of one that was left alone") {
    withHdfs(1) { hdfs =>
      val settings = Seq("steps=6000", "checkpoint={every=50 steps,keep=2}")
      val data = hdfs.put(flowers, "/data")
      val command = train(data, s"${hdfs.uri}/runs/killed", "local[2]", settings: _*) :+ "--resume"
      val running = launcher.start(Map(), command: _*)
      // The newest one may be half written, the one before it is whole.
      await(s"two checkpoints: ${running.said}")(step(hdfs, "/runs/killed") > 50)
      kill(running.process)
      assert(!hdfs.exists("/runs/killed/summary.json"), "it ended before it was killed")
      hdfs.killDataNode(1)
      hdfs.startDataNode(1)
      val ended = launcher.run(Map(), command: _*)
      assert(ended.code == 0 && ended.out.contains("goes on from the checkpoint of step "), ended.err + ended.out)
      assert(onHdfs(hdfs, "/runs/killed") == calm("killed", settings: _*))
    }
  }

  test("a name node that is away for some seconds is told once, waited for, and changes no bit") {
    withHdfs(1) { hdfs =>
      val settings = Seq("steps=6000", "checkpoint={every=50 steps,keep=2}")
      val data = hdfs.put(flowers, "/data")
      val running = launcher.start(Map(), train(data, s"${hdfs.uri}/runs/away", "local[2]", settings: _*): _*)
      await(s"a checkpoint: ${running.said}")(step(hdfs, "/runs/away") > 0)
      hdfs.killNameNode()
      await(s"a complaint: ${running.said}")(running.said.contains("the file system fails"))
      assert(running.process.isAlive, running.said)
      hdfs.startNameNode()
      val ended = running.end()
      assert(ended.code == 0, ended.err)
      val complaints = ended.err.linesIterator.filter(_.contains("fails")).toSeq
      info(ended.err)
      assert(complaints.nonEmpty && complaints.distinct.size == complaints.size, ended.err)
      assert(ended.err.linesIterator.size <= 6, ended.err)
      assert(onHdfs(hdfs, "/runs/away") == calm("away", settings: _*))
    }
  }

  test("on a standalone cluster, a worker and a data node are killed in between: one hash") {
    withHdfs(2) { hdfs =>
      val settings = Seq("steps=1500", "checkpoint={every=50 steps,keep=2}")
      val data = hdfs.put(flowers, "/data")
      val cluster = new StandaloneCluster("--workers", "2", "--memory", "1g")
      val on = Seq("--executor-memory", "512m", "--conf", "spark.hadoop.dfs.replication=2")
      try {
        val command = train(data, s"${hdfs.uri}/runs/cluster", cluster.master, settings: _*) ++ on
        val running = launcher.start(Map("SPARK_LOCAL_IP" -> "127.0.0.1"), command: _*)
        await(s"a checkpoint: ${running.said}")(step(hdfs, "/runs/cluster") > 0)
        hdfs.killDataNode(1)
        cluster.command("kill", "1")
        val before = step(hdfs, "/runs/cluster")
        await(s"checkpoints behind step $before: ${running.said}")(step(hdfs, "/runs/cluster") > before + 100)
        assert(!hdfs.exists("/runs/cluster/summary.json"), "it ended before it was disturbed")
        hdfs.startDataNode(1)
        val ended = running.end()
        assert(ended.code == 0, ended.err)
        assert(onHdfs(hdfs, "/runs/cluster") == calm("cluster", settings: _*))
        cluster.command("restart", "1")
        val search = sets("trials=2", "epochs=1", "network.hidden=[4]", "validation=0.2", "data.csv.label=kind")
        def swept(rows: String, to: String, master: String) =
          Seq("sweep", "--data", rows, "--out", to, "--master", master, "--quiet") ++ search
        for (
          command <- Seq(
            swept(data, s"${hdfs.uri}/swept", cluster.master),
            Seq("promote", s"${hdfs.uri}/swept", "--master", cluster.master)
          )
        ) {
          val ended = launcher.run(Map("SPARK_LOCAL_IP" -> "127.0.0.1"), command ++ on: _*)
          assert(ended.code == 0, ended.err)
        }
        val mine = s"${local.resolve("swept")}"
        succeeds(swept(s"$flowers", mine, "local[2]"): _*)
        succeeds("promote", mine, "--master", "local[2]")
        assert(onHdfs(hdfs, "/swept/promoted-1") == onDisk(Path.of(mine, "promoted-1")))
      } finally cluster.close()
    }
  }
}

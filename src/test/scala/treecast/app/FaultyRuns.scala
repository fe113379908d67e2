package treecast.app

import org.apache.spark.SparkContext
import org.scalatest.funsuite.AnyFunSuite
import treecast.config.{Configuration, PlanLayers, PlanSettings}
import treecast.data.{Retry, Storage, TaskRunner}
import treecast.search.Lease
import treecast.testing.{Fault, FaultyFileSystem, FaultyProcess, LaggingStore, SparkContexts}
import treecast.workflow._

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.file.{Files, Path}
import java.time.Instant
import java.util.Optional
import scala.collection.mutable.ArrayBuffer
import scala.jdk.CollectionConverters._
import scala.util.Try

/** Trainings whose files fail, in this JVM: nobody waits, and a process that dies is one whose calls all fail. */
trait FaultyRuns extends DigitRuns { this: AnyFunSuite =>
  private lazy val spark: SparkContext = SparkContexts.start("local[2]")

  override def beforeAll(): Unit = {
    super.beforeAll()
    spark
  }

  override def afterAll(): Unit = {
    FaultyFileSystem.process = new FaultyProcess
    FaultyFileSystem.store = new LaggingStore
    FaultyFileSystem.replaces = true
    spark.stop()
    super.afterAll()
  }

  protected val plan12 =
    Seq("network.hidden=[4]", "batch=8", "shards=2", "steps=12", "validation=0.2", "earlyStopping.patience=9") ++
      Seq("optimizer=momentum", "checkpoint={every=3 steps,keep=2}")

  /** Seconds that nobody has waited. */
  @volatile protected var waited = 0.0

  /** What was said of the file system. */
  protected val told = ArrayBuffer.empty[String]

  protected def storage: Storage = new Storage(
    FaultyFileSystem.configuration,
    new Retry(wait => waited += wait.toMillis / 1e3, line => told.synchronized { told += line; () })
  )

  private object provider extends SparkProvider {
    override def start(name: String) = CommandSpark.of(spark, false)
    override def startShared(name: String) = start(name)
    override def runsHere: Boolean = true
    override def rowTasks(name: String): TaskRunner = TaskRunner.onThreads
    override def partitions(spark: SparkContext, shards: Int): Int = math.min(2, shards)
    override def tasks(trainings: Int): Int = trainings
    override def validate(max: Int, what: String): Unit = ()
  }
  protected def sparkProvider: SparkProvider = provider

  protected def faulty(path: Path): String = s"${FaultyFileSystem.Scheme}:$path"

  private def config(settings: Seq[String]) = {
    val all = s"data.source=$folder" +: settings
    new PlanLayers(java.util.List.of(), all.map(Configuration.parse(_)).asJava).plan
  }

  /** What the command `train` does, as a process of its own that may fail. */
  protected def train(process: FaultyProcess, to: Path, resumes: Boolean, more: String*): Try[Unit] =
    within(process) {
      val plan = config(plan12 ++ more)
      val settings = PlanSettings.of(plan)
      NewDirectory.requireForRun(storage, "--out", faulty(to), resumes)
      val run = TrainingRun.of(storage, plan, settings, TaskRunner.onThreads)
      val earlier = EarlierRun.find(storage, faulty(to))
      earlier.requirePlan(run.text.of(run.plan), run.data, run.plan)
      val output =
        new TrainingRun.Output(
          Optional.of(faulty(to)),
          resumes,
          Progress.Verbosity.QUIET,
          true,
          false,
          true,
          new Interruption
        )
      run.run(provider, output, Instant.now)
    }

  /** Does something as a process, quietly; one that is dead has left its lease. */
  protected def within[T](process: FaultyProcess)(use: => T): Try[T] = {
    FaultyFileSystem.process = process
    val (out, err) = (System.out, System.err)
    val silence = new PrintStream(new ByteArrayOutputStream)
    System.setOut(silence)
    System.setErr(silence)
    // An Error of a process is its end, not that of the test.
    try
      Try(
        try use
        catch { case e: Error => throw new IllegalStateException(e) }
      )
    finally {
      System.setOut(out)
      System.setErr(err)
    }
  }

  /** The command line that goes on with a run, on the same files without faults. */
  protected def resume(to: Path, more: String*): Unit = {
    bury(to)
    // Nothing changes a finished run, which keeps the lease of a process that died while it gave it back.
    val left = Seq("summary.json", Lease.NAME).forall(name => Files.exists(to.resolve(name)))
    val sets = (plan12 ++ more).flatMap(Seq("--set", _))
    val result =
      run(Seq("train", "--data", folder.toString, "--master", "local[2]", "--out", s"$to", "--resume") ++ sets: _*)
    assert(result.code == 0, result.err)
    if (left) Files.delete(to.resolve(Lease.NAME))
  }

  /** A lease that names this process, which is alive, names one that has ended, as after a real death. */
  protected def bury(run: Path): Unit = {
    val lease = run.resolve(Lease.NAME)
    if (Files.exists(lease)) {
      val text = Files.readString(lease)
      val owner = "process \\d+ on".r
      if (owner.findFirstIn(text).isDefined)
        Files.writeString(lease, owner.replaceFirstIn(text, "process 999999999 on"))
      else Files.delete(lease) // half of one, which is watched for ten seconds: LeaseSpec
    }
  }

  /** A run has the results and files of a calm one, and so has each member of an ensemble. */
  protected def requireSame(run: Path, calm: Path, how: String): Unit = {
    for (key <- Seq("weightsSha256", "historySha256", "steps", "weightsStep", "validationAccuracy", "testAccuracy"))
      assert(summary(run).get(key) == summary(calm).get(key), s"$how: $key")
    val members = Iterator.from(1).map(i => s"member-$i").takeWhile(name => Files.exists(calm.resolve(name))).toSeq
    val weights = if (members.isEmpty) "model.safetensors" else "ensemble.json"
    for (name <- Seq("metrics.jsonl", "plan.conf", weights))
      assert(Files.readAllBytes(run.resolve(name)).sameElements(Files.readAllBytes(calm.resolve(name))), s"$how: $name")
    assert(!Files.exists(run.resolve(Lease.NAME)), how)
    members.foreach(name => requireSame(run.resolve(name), calm.resolve(name), s"$how, $name"))
  }

  /** A copy of a directory with all that is in it. */
  protected def copy(from: Path, to: Path): Unit = {
    val files = Files.walk(from)
    try files.iterator.asScala.foreach(file => Files.copy(file, to.resolve(from.relativize(file))))
    finally files.close()
  }

  /** Numbers of points at which a fault was tried, by what came of it. */
  protected class Tally(name: String) {
    private val ends = scala.collection.mutable.LinkedHashMap.empty[String, Int]
    def add(fault: Fault, how: String): Unit = {
      val key = s"$fault, $how"
      ends(key) = ends.getOrElse(key, 0) + 1
    }
    def points: Int = ends.values.sum
    override def toString: String = s"$name: $points points (${ends.map { case (k, n) => s"$k $n" }.mkString("; ")})"
  }
}

package treecast.scripts

import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import org.scalatest.time.{Millis, Seconds, Span}
import treecast.testing.{Slow, SmallDigits, Waiting}

import java.net.{ServerSocket, Socket}
import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit
import scala.jdk.CollectionConverters._
import scala.util.{Try, Using}

/** Every end of a process that the launcher has started: its exit code, and the cause as the last line of errors. */
class EndingsSpec extends AnyFunSuite with BeforeAndAfterAll with Waiting {

  /** Three trainings start at once here, beside whatever else a machine does. */
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(Span(180, Seconds), Span(20, Millis))

  private lazy val launcher = new Launcher
  private lazy val digits = SmallDigits.folder(trainRows = 100, testRows = 20)

  override def afterAll(): Unit = {
    launcher.close()
    SmallDigits.delete(digits)
  }

  private def newRun(): Path = Files.createTempDirectory(launcher.home, "run").resolve("run")

  private def little(out: Path, more: String*): Seq[String] =
    Seq("train", "--data", s"$digits", "--no-report", "--out", s"$out") ++
      Seq("network.hidden=[2]", "batch=8", "shards=1").flatMap(Seq("--set", _)) ++ more

  private val local = Seq("--master", "local[1]")
  private val cluster = Seq("--master", "local-cluster[1,1,512]", "--conf", "spark.executor.memory=512m")

  /** A training that takes longer than any test waits. */
  private def start(more: String*): RunningLauncher =
    launcher.start(Map(), little(newRun(), more ++ Seq("--set", "epochs=1000000"): _*): _*)

  /** Waits until it has evaluated its first epoch. */
  private def trains(run: RunningLauncher): RunningLauncher =
    try {
      await(run.said)(run.printed.contains("epoch "))
      run
    } catch { case e: Throwable => run.process.destroyForcibly(); throw e }

  private def shell(line: String, arguments: String*): LauncherRun = {
    val Seq(out, err) = Seq("out", "err").map(Files.createTempFile(launcher.home, _, ""))
    val treecast = launcher.home.resolve("scripts/treecast").toString
    val builder = new ProcessBuilder((Seq("bash", "-c", line, "-", treecast) ++ arguments).asJava)
    builder.environment.keySet.removeIf(_.matches("(SPARK|HADOOP|YARN|TREECAST)_.*"))
    builder.environment.putAll(Launcher.quickly.asJava)
    val process = builder.redirectOutput(out.toFile).redirectError(err.toFile).start()
    new RunningLauncher(process, out, err).end()
  }

  private def signal(run: RunningLauncher, name: String): LauncherRun = {
    assert(new ProcessBuilder("kill", s"-$name", s"${run.process.pid}").start().waitFor(10, TimeUnit.SECONDS))
    run.end()
  }

  /** Short files of rows so wide that 500 MiB do not hold them. */
  private lazy val wide: Path = {
    val folder = Files.createDirectory(launcher.home.resolve("wide"))
    val rows = (0 until 40).map(i => s"${i % 2} 7:1 2000000:1\n").mkString
    for (name <- Seq("train", "test")) Files.writeString(folder.resolve(s"$name.libsvm"), rows)
    folder
  }

  private def trainWide(more: String*): LauncherRun = {
    val sets = Seq("network.hidden=[1]", "batch=2", "shards=1", "steps=1").flatMap(Seq("--set", _))
    launcher.run(Map(), Seq("train", "--data", s"$wide", "--out", s"${newRun()}", "--quiet") ++ sets ++ more: _*)
  }

  private def hasCheckpoint(step: Int): Boolean = {
    val files = Files.walk(launcher.home)
    try files.iterator.asScala.exists(_.endsWith(f"checkpoints/step-$step%09d.sha256"))
    finally files.close()
  }

  test("Ctrl-C: 130; kill: 143; a terminal that is gone: 129; each behind a checkpoint") {
    // Who runs the tests in the background, or behind nohup, has them ignore a signal.
    def isHeard(name: String) = shell(s"kill -$name $$$$; echo ignored").out.isEmpty
    val all = Seq(
      "TERM" -> (143, "terminated (SIGTERM)"),
      "HUP" -> (129, "hung up (SIGHUP: its terminal is gone)"),
      "INT" -> (130, "interrupted (SIGINT, Ctrl-C)")
    )
    val signals = all.filter { case (name, _) => isHeard(name) }
    val runs = signals.map(_ => start(local: _*))
    try
      for (((name, (code, line)), run) <- signals.zip(runs)) {
        val result = signal(trains(run), name)
        val Goes = s"treecast: \\Q$line\\E: --resume with --out \\S+ goes on from step (\\d+)\n".r
        result.err match {
          case Goes(step) => assert(result.code == code && hasCheckpoint(step.toInt), s"$name $result")
          case _          => fail(s"$name $result")
        }
      }
    finally runs.foreach(_.process.destroyForcibly())
  }

  test("out of memory in a task of the driver: 5, with the heap and the flag that gives more") {
    val result = trainWide(local ++ Seq("--driver-memory", "500m"): _*)
    assert(result.code == 5, result)
    assert(
      result.lastLine.matches("treecast: out of memory: the driver, whose heap is \\d+ MiB .--driver-memory.*"),
      result
    )
    assert(!result.err.contains("\tat treecast"), result)
  }

  test("a reader that has gone away is no failure: a training is finished, a list is not told of it") {
    val out = newRun()
    val trained =
      shell(""""$@" | head -1; exit "${PIPESTATUS[0]}"""", little(out, local ++ Seq("--set", "epochs=3"): _*): _*)
    assert(trained.code == 0 && trained.err.isEmpty && trained.out.linesIterator.size == 1, trained)
    assert(Files.exists(out.resolve("summary.json")))
    val listed = shell(""""$@" data list | true; exit "${PIPESTATUS[0]}"""")
    assert(listed.code == 0 && listed.err.isEmpty, listed)
  }

  test("standard output that cannot be written is a failure: 1") {
    if (!Files.exists(Path.of("/dev/full"))) cancel("no /dev/full here")
    val result = shell(""""$@" data list > /dev/full""")
    assert(result.code == 1 && result.err == "treecast: failed: standard output: No space left on device\n", result)
  }

  test("a file system without its jar: 3, with the package and how to give it") {
    val result = launcher.run(Map(), "data", "describe", "--data", "s3a://bucket/digits")
    assert(result.code == 3 && result.err.linesIterator.size == 1, result)
    for (word <- Seq("s3a://bucket/digits: ", "org.apache.hadoop:hadoop-aws:3.", "--jars", "spark.jars.packages"))
      assert(result.err.contains(word), result)
  }

  test("a bad value of a flag of spark-submit: 2") {
    val result = launcher.run(Map(), "--driver-memory", "100m", "data", "list")
    val expected = "treecast: --driver-memory: expected a size from 450m to 16t, such as 8g, found '100m'\n"
    assert(result.code == 2 && result.err == expected, result)
  }

  test("executors that are lost as often as a cluster allows: 1, with what became of them") {
    val run = trains(start(cluster ++ Seq("--conf", "spark.deploy.maxExecutorRetries=1"): _*))
    val executors = run.process.children.iterator.asScala.filter(_.info.command.orElse("").endsWith("java")).toSeq
    assert(executors.size == 1)
    executors.foreach(_.destroyForcibly())
    val result = run.end()
    assert(result.code == 1, result)
    // Spark stops while a step is under way, or between two of them: then the reason stands in its own line above.
    val ends =
      "(Master removed our application|Spark ended before the work was done, for the reason that it gave above)"
    assert(result.lastLine.matches(s"treecast: failed: .*$ends.*"), result)
    assert(result.err.contains("Master removed our application"), result)
  }

  private def daemon(name: String, arguments: String*): Process = {
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString
    val options = Seq(s"@${launcher.home}/conf/jvm.options", "-Xmx256m", "-cp", s"${sys.env("SPARK_HOME")}/jars/*")
    val ours = Seq("--host", "127.0.0.1", "--webui-port", "0") ++ arguments
    new ProcessBuilder((Seq(java) ++ options ++ Seq(s"org.apache.spark.deploy.$name") ++ ours).asJava)
      .redirectErrorStream(true)
      .redirectOutput(ProcessBuilder.Redirect.DISCARD)
      .start()
  }

  private def listens(port: Int): Boolean = Try(new Socket("127.0.0.1", port).close()).isSuccess

  test("a cluster whose only worker is gone: 1, with how long there has been no executor", Slow) {
    val port = Using.resource(new ServerSocket(0))(_.getLocalPort)
    val url = s"spark://127.0.0.1:$port"
    val master = daemon("master.Master", "--port", s"$port")
    try {
      await("a master")(listens(port))
      val folder = launcher.home.resolve("work").toString
      val worker = daemon("worker.Worker", "--cores", "1", "--memory", "1g", "--work-dir", folder, url)
      val settings = Seq("spark.treecast.executors.timeout=2s", "spark.driver.host=127.0.0.1")
      val flags = Seq("--master", url, "--executor-memory", "512m", "--executor-cores", "1")
      try {
        val run = trains(start(flags ++ settings.flatMap(Seq("--conf", _)): _*))
        val executors = worker.descendants.iterator.asScala.toSeq
        assert(executors.nonEmpty)
        kill(worker)
        executors.foreach(_.destroyForcibly())
        val result = run.end()
        val line = s"treecast: failed: IllegalStateException: $url has had no executor for 2 s "
        assert(result.code == 1 && result.lastLine.startsWith(line), result)
      } finally kill(worker)
    } finally kill(master)
  }

  test("out of memory in an executor: 5, with the flag that gives more", Slow) {
    val result = trainWide(cluster ++ Seq("--conf", "spark.task.maxFailures=1"): _*)
    assert(result.code == 5, result)
    assert(result.lastLine.startsWith("treecast: out of memory: an executor (--executor-memory"), result)
  }

  test("help and version say the words of the program") {
    for (command <- Seq(Nil, Seq("train"), Seq("data", "export"))) {
      val result = launcher.run(Map(), command :+ "--help": _*)
      assert(result.code == 0 && result.err.isEmpty, result)
      assert(result.out.startsWith(("Usage: treecast" +: command).mkString(" ")), result)
    }
    assert(launcher.run(Map(), "train", "--version").out.startsWith("treecast "))
  }
}

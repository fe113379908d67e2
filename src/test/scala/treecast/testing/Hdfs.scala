package treecast.testing

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{FileSystem, Path => HadoopPath}
import org.apache.hadoop.hdfs.DistributedFileSystem
import org.scalatest.Assertions

import java.net.{ServerSocket, URI}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import scala.collection.mutable
import scala.util.{Try, Using}

/** HDFS of this machine: a name node and data nodes, each a process of its own, until it is closed. */
class Hdfs(dataNodes: Int = 1) extends AutoCloseable with Assertions with Waiting {
  private val folder = Files.createTempDirectory("treecast-hdfs")
  private val port = Using.resource(new ServerSocket(0))(_.getLocalPort)
  private val running = mutable.Map.empty[String, Process]

  /** What paths begin with. */
  val uri: String = s"hdfs://127.0.0.1:$port"

  /** A client that is told of a failure at once. */
  private lazy val files: FileSystem = {
    val hasty = new Configuration()
    hasty.set("ipc.client.connect.max.retries", "0")
    hasty.set("dfs.replication", s"$dataNodes")
    FileSystem.newInstance(URI.create(uri), hasty)
  }

  private val settings = Map(
    "fs.defaultFS" -> uri,
    "dfs.namenode.name.dir" -> s"$folder/name",
    "dfs.namenode.http-address" -> "127.0.0.1:0",
    "dfs.namenode.safemode.extension" -> "0",
    "dfs.namenode.datanode.registration.ip-hostname-check" -> "false",
    "dfs.heartbeat.interval" -> "1",
    "dfs.replication" -> s"$dataNodes",
    "dfs.datanode.address" -> "127.0.0.1:0",
    "dfs.datanode.http.address" -> "127.0.0.1:0",
    "dfs.datanode.ipc.address" -> "127.0.0.1:0"
  )

  try {
    assert(started("format", "namenode.NameNode", "-format").waitFor() == 0, s"$folder is not formatted")
    startNameNode()
    for (number <- 1 to dataNodes) startDataNode(number)
  } catch { case e: Throwable => close(); throw e }

  private def started(name: String, server: String, arguments: String*): Process = {
    val conf = Files.createDirectories(folder.resolve(s"$name-conf"))
    val all = settings + ("dfs.datanode.data.dir" -> s"$folder/$name")
    val properties = all.map { case (key, value) => s"<property><name>$key</name><value>$value</value></property>" }
    for (file <- Seq("core-site.xml", "hdfs-site.xml"))
      Files.writeString(conf.resolve(file), properties.mkString("<configuration>", "\n", "</configuration>"))
    val classPath = Seq(s"$conf", Hdfs.jar.get, s"${sys.env("SPARK_HOME")}/jars/*").mkString(":")
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString
    val command = Seq(java, "-Xmx256m", "-cp", classPath, s"org.apache.hadoop.hdfs.server.$server") ++ arguments
    val log = folder.resolve(s"$name.log").toFile
    new ProcessBuilder(command: _*)
      .redirectErrorStream(true)
      .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
      .start()
  }

  /** Starts the name node, and waits until it answers; files can be read where data nodes have told what they hold. */
  def startNameNode(): Unit = {
    running("name") = started("name", "namenode.NameNode")
    await(s"a name node at $uri")(Try(files.exists(new HadoopPath("/"))).getOrElse(false))
  }

  /** Starts a data node, and waits until the name node knows it. */
  def startDataNode(number: Int): Unit = {
    val before = System.currentTimeMillis
    running(s"data$number") = started(s"data$number", "datanode.DataNode")
    def heard = files.asInstanceOf[DistributedFileSystem].getDataNodeStats.count(_.getLastUpdate > before)
    // Those that run are heard of every second, this one when it has come.
    await(s"data node $number")(heard == running.size - 1)
  }

  def killNameNode(): Unit = kill(running.remove("name").get)

  def killDataNode(number: Int): Unit = kill(running.remove(s"data$number").get)

  /** Copies a folder of this machine's disk. */
  def put(from: Path, to: String): String = {
    files.copyFromLocalFile(false, true, new HadoopPath(s"$from"), new HadoopPath(to))
    s"$uri$to"
  }

  def write(path: String, text: String): Unit =
    Using.resource(files.create(new HadoopPath(path), true))(_.write(text.getBytes(UTF_8)))

  /** Makes a file one of a minute ago. */
  def age(path: String): Unit = files.setTimes(new HadoopPath(path), System.currentTimeMillis - 60000, -1)

  def exists(path: String): Boolean = files.exists(new HadoopPath(path))

  /** Names of the files in a folder; none if it does not exist. */
  def list(path: String): Seq[String] =
    if (exists(path)) files.listStatus(new HadoopPath(path)).map(_.getPath.getName).toSeq.sorted else Nil

  def read(path: String): Array[Byte] = Using.resource(files.open(new HadoopPath(path)))(_.readAllBytes())

  override def close(): Unit = {
    running.values.foreach(kill)
    if (running.nonEmpty) files.close()
    SmallDigits.delete(folder)
  }
}

object Hdfs extends Assertions {

  /** The servers' classes, which are there with the profile hdfs. */
  def jar: Option[String] = Option(System.getProperty("hdfs.jar")).filter(jar => Files.exists(Path.of(jar)))

  /** Cancels a test where the servers are not there. */
  def require(): Unit = if (jar.isEmpty) cancel("runs with -Phdfs only")
}

package treecast.testing

import org.scalatest.Assertions

import java.net.ServerSocket
import java.nio.file.{Files, Path}
import scala.util.Using

/** A standalone cluster of this machine by `scripts/cluster`, until it is closed.
  *
  * @param options
  *   of the command `start`
  */
class StandaloneCluster(options: String*) extends AutoCloseable with Assertions with Waiting {
  private val state = Files.createTempDirectory("treecast-cluster").resolve("state")
  private val port = Using.resource(new ServerSocket(0))(_.getLocalPort)

  /** What it said when it was started, beginning with the URL of its master. */
  val started: String =
    try command(Seq("start", "--port", s"$port") ++ options: _*).trim
    catch { case e: Throwable => close(); throw e }

  val master: String = started.takeWhile(_ != ' ')

  /** Runs a command of the script, which ends well, and says what it printed. */
  def command(arguments: String*): String = {
    val (code, said) = ran(process(arguments: _*))
    assert(code == 0, said)
    said
  }

  /** A command of the script, to be started. */
  def process(arguments: String*): ProcessBuilder = {
    val builder = new ProcessBuilder((Path.of("scripts/cluster").toAbsolutePath.toString +: arguments): _*)
    builder.environment.keySet.removeIf(_.matches("(SPARK|HADOOP|YARN|TREECAST)_.*"))
    builder.environment.put("TREECAST_CLUSTER", state.toString)
    builder
  }

  override def close(): Unit = {
    command("stop")
    Files.delete(state.getParent)
  }
}

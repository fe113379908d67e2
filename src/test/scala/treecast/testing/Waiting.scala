package treecast.testing

import org.scalatest.Assertions
import org.scalatest.concurrent.Eventually
import org.scalatest.time.{Millis, Seconds, Span}

import java.nio.file.{Files, Path}
import java.util.concurrent.TimeUnit

/** Conditions that other threads and processes bring about, waited for until a limit that no good run comes near. */
trait Waiting extends Eventually { this: Assertions =>
  override implicit val patienceConfig: PatienceConfig = PatienceConfig(Span(60, Seconds), Span(10, Millis))

  /** Waits until a condition holds, and fails with these words where it does not. */
  protected def await(what: => String)(condition: => Boolean): Unit = eventually(assert(condition, what))

  /** The exit code of a process that ends by itself; one that does not is killed. */
  protected def exitCode(process: Process, seconds: Long = 120): Int =
    try {
      assert(process.waitFor(seconds, TimeUnit.SECONDS), s"$process does not end by itself")
      process.exitValue
    } finally process.destroyForcibly()

  /** The exit code of a command in a process of its own, and all that it prints. */
  protected def ran(command: ProcessBuilder, seconds: Long = 120): (Int, String) = {
    val printed = Files.createTempFile("treecast-process", ".txt")
    try {
      val process = command.redirectErrorStream(true).redirectOutput(printed.toFile).start()
      process.getOutputStream.close()
      val code = exitCode(process, seconds)
      (code, Files.readString(printed))
    } finally Files.delete(printed)
  }

  /** Kills a process as the operating system does, and waits until it is gone. */
  protected def kill(process: Process): Unit =
    assert(process.destroyForcibly().waitFor(60, TimeUnit.SECONDS), s"$process is not gone")

  /** Joins a thread that ends by itself. */
  protected def join(thread: Thread): Unit = {
    thread.join(60_000)
    assert(!thread.isAlive, s"$thread does not end by itself")
  }

  /** Waits for a file that another process makes. */
  protected def awaitFile(file: Path): Unit = await(s"$file")(Files.exists(file))
}

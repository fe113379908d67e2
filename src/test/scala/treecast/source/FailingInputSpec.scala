package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data.{DataException, DataFile, Paths, Retry, Storage}
import treecast.testing.{Fault, FaultyFileSystem, FaultyProcess}

import java.nio.file.{Files, Path}
import scala.collection.mutable.ArrayBuffer

/** Files of rows whose file system fails when they are opened; nobody waits here. */
class FailingInputSpec extends AnyFunSuite with Tables {
  private var waited = 0.0
  private val told = ArrayBuffer.empty[String]

  private def file(at: Path): DataFile = {
    waited = 0
    told.clear()
    val retry = new Retry(wait => waited += wait.toMillis / 1e3, line => { told += line; () })
    new DataFile(new Storage(FaultyFileSystem.configuration, retry), Paths.of(s"${FaultyFileSystem.Scheme}:$at"))
  }

  private def content(file: DataFile): String = {
    val input = InputFile.open(file, "a table")
    try new String(input.in.readAllBytes)
    finally input.close()
  }

  /** Uses a file system whose calls fail from one on, until so much time was waited for. */
  private def away[T](from: Int, seconds: Double)(use: => T): T = {
    FaultyFileSystem.process =
      new FaultyProcess(call => if (call >= from && waited < seconds) Fault.Fails else Fault.None)
    try use
    finally FaultyFileSystem.process = new FaultyProcess
  }

  test("a file system that is away for most of a minute ends no reading of rows that begins then, and is told once") {
    withTables("rows.csv" -> "1,2\n") { folder =>
      for (from <- 1 to 2) {
        val rows = file(folder.resolve("rows.csv"))
        assert(away(from, 50)(content(rows)) == "1,2\n")
        assert(told.size == 1 && told.head.contains("rows.csv: the file system fails"), told)
        assert(away(1, 50)(rows.length) == 4)
      }
    }
  }

  test("one that stays away is told in a line with the file; a file that is not there is not waited for") {
    withTables("rows.csv" -> "1,2\n") { folder =>
      val failure = intercept[DataException](away(2, 1e9)(content(file(folder.resolve("rows.csv")))))
      assert(failure.getMessage.endsWith("rows.csv: cannot be read: failed on purpose") && waited >= 60, failure)
      assert(complaint(content(file(folder.resolve("none.csv")))).contains("none.csv") && waited == 0)
      assert(Files.exists(folder.resolve("rows.csv")))
    }
  }
}

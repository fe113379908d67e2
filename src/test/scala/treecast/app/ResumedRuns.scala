package treecast.app

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}

/** Runs that are interrupted and go on: their checkpoints, and what has to be the same in the end. */
trait ResumedRuns extends DigitRuns { this: AnyFunSuite =>

  /** The step of a checkpoint by the name of its file. */
  protected def step(checkpoint: Path): Int =
    checkpoint.getFileName.toString.takeWhile(_ != '.').filter(_.isDigit).toInt

  /** The complete checkpoints of a run, by their steps. One that was due while another was written is not there. */
  protected def checkpoints(run: Path): Seq[Path] = {
    val names = Option(run.resolve("checkpoints").toFile.list).toSeq.flatten
    names
      .filter(name => name.endsWith(".safetensors") && names.contains(name.replace(".safetensors", ".sha256")))
      .sorted
      .map(run.resolve("checkpoints").resolve(_))
  }

  /** Copies the checkpoints until a step. */
  protected def copyCheckpoints(whole: Path, to: Path, last: Int): Unit = {
    val folder = Files.createDirectories(to.resolve("checkpoints"))
    for (file <- whole.resolve("checkpoints").toFile.listFiles.map(_.toPath) if step(file) <= last)
      Files.copy(file, folder.resolve(file.getFileName))
  }

  /** What a run leaves that is killed behind a step: a copy of it with the checkpoints until then. */
  protected def interruptedCopy(whole: Path, to: Path, last: Int): Path = {
    copyCheckpoints(whole, to, last)
    for (name <- Seq("plan.conf", "metrics.jsonl")) Files.copy(whole.resolve(name), to.resolve(name))
    to
  }

  private val results =
    Seq("weightsSha256", "historySha256", "steps", "weightsStep", "trainAccuracy", "testAccuracy", "validationAccuracy")

  /** Two runs have the same results, and the same bytes in some files. */
  protected def requireSameRun(
      run: Path,
      whole: Path,
      files: Seq[String] = Seq("metrics.jsonl", "plan.conf", "model.safetensors")
  ): Unit = {
    for (key <- results) assert(summary(run).get(key) == summary(whole).get(key), key)
    for (file <- files) assert(Files.mismatch(run.resolve(file), whole.resolve(file)) == -1, file)
  }
}

package treecast.report

import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.RandomStream
import treecast.source.IdxFiles
import treecast.testing.DefaultStorage.storage
import treecast.data.Sha256
import treecast.training.{Checkpoint, Checkpoints}

import java.nio.file.{Files, Path}
import scala.collection.mutable.ArrayBuffer

/** Checkpoints that are whole, and nothing else: what a kill or a disk has left is never believed. */
class CheckpointDirectorySpec extends AnyFunSuite {
  private val about = java.util.Map.of("plan", "seed = 1\n")

  private def withRun[T](use: Path => T): T = IdxFiles.withEmptyFolder(use)

  private def directory(run: Path) = CheckpointDirectory.of(storage, run.toString)

  private def write(run: Path, steps: Int*): Unit = {
    val checkpoints = directory(run)
    for (step <- steps) checkpoints.write(Checkpoints.at(step), about, 10)
  }

  private def files(run: Path): Set[String] = run.resolve("checkpoints").toFile.list.toSet

  private def file(run: Path, step: Int, kind: String): Path =
    run.resolve("checkpoints").resolve(f"step-$step%09d.$kind")

  /** The step of the newest that is whole, and what was said of others. */
  private def newest(run: Path, from: CheckpointDirectory): (Option[Int], Seq[String]) = {
    val complaints = ArrayBuffer.empty[String]
    val found = from.newest[Integer](_.step, line => complaints += line)
    (if (found.isPresent) Some(found.get.intValue) else None, complaints.toSeq)
  }

  private def newest(run: Path): (Option[Int], Seq[String]) = newest(run, directory(run))

  test("the newest is found, with all of its content; a run without any has none, and no directory") {
    withRun { run =>
      assert(newest(run) == ((None, Nil)) && !Files.exists(run.resolve("checkpoints")))
      write(run, 5, 70, 30000)
      assert(newest(run) == ((Some(30000), Nil)))
      val content = directory(run).newest[Checkpoint](identity(_), fail(_)).get
      assert(content.weights.toSeq == Checkpoints.at(5).weights.toSeq)
    }
  }

  test("each is a file of arrays and, beside it, its length and SHA-256 as sha256sum reads them") {
    withRun { run =>
      write(run, 12)
      assert(files(run) == Set("step-000000012.safetensors", "step-000000012.sha256"))
      val bytes = Files.readAllBytes(file(run, 12, "safetensors"))
      assert(
        Files.readString(file(run, 12, "sha256")) ==
          s"# ${bytes.length} bytes\n${Sha256.of(bytes)}  step-000000012.safetensors\n"
      )
    }
  }

  test("a checkpoint of an earlier step replaces those of later ones, from which the training has gone back") {
    withRun { run =>
      val checkpoints = directory(run)
      for (step <- Seq(10, 20, 30, 40)) checkpoints.write(Checkpoints.at(step), about, 3)
      checkpoints.write(Checkpoints.at(25), about, 3)
      assert(files(run).map(_.take(14)) == Set(20, 25).map(step => f"step-$step%09d"))
      assert(newest(run) == ((Some(25), Nil)))
    }
  }

  test("the last few are kept, with nothing of those before them, whole or not") {
    withRun { run =>
      write(run, 10, 20)
      Files.write(file(run, 15, "safetensors"), Array[Byte](1))
      val checkpoints = directory(run)
      assert(newest(run, checkpoints)._1.contains(20))
      for (step <- Seq(30, 40)) checkpoints.write(Checkpoints.at(step), about, 3)
      assert(files(run).map(_.take(14)) == Set(20, 30, 40).map(step => f"step-$step%09d"))
    }
  }

  test("one that is passed over does not take the place of one that is kept") {
    withRun { run =>
      write(run, 10, 20, 30)
      Files.write(file(run, 30, "safetensors"), Array[Byte](1))
      val checkpoints = directory(run)
      assert(newest(run, checkpoints)._1.contains(20))
      checkpoints.write(Checkpoints.at(25), about, 1)
      assert(newest(run)._1.contains(25))
      checkpoints.write(Checkpoints.at(30), about, 1)
      assert(newest(run) == ((Some(30), Nil)) && files(run).size == 2)
    }
  }

  test("a checkpoint whose digest was not written is none, and nothing is said: that is what a kill leaves") {
    withRun { run =>
      write(run, 10, 20)
      Files.delete(file(run, 20, "sha256"))
      assert(newest(run) == ((Some(10), Nil)))
    }
  }

  test("a damaged one is named and passed over: cut short at any byte, or with any bit flipped, in either file") {
    withRun { run =>
      write(run, 10, 20)
      for (kind <- Seq("safetensors", "sha256")) {
        val good = file(run, 20, kind)
        val bytes = Files.readAllBytes(good)
        def damaged(content: Array[Byte], how: String) = {
          Files.write(good, content)
          val (step, complaints) = newest(run)
          assert(step.contains(10), how)
          assert(complaints.size == 1 && complaints.head.contains("step-000000020.safetensors"), how)
          assert(complaints.head.endsWith("; this checkpoint is passed over"), complaints.head)
        }
        for (length <- bytes.indices) damaged(bytes.take(length), s"$kind cut at $length")
        for (at <- bytes.indices; bit = RandomStream.of(at.toLong).below(0, 8))
          damaged(bytes.updated(at, (bytes(at) ^ (1 << bit)).toByte), s"$kind: bit $bit of byte $at")
        damaged(bytes :+ '\n'.toByte, s"$kind is too long")
        Files.write(good, bytes)
      }
      assert(newest(run) == ((Some(20), Nil)))
      Files.delete(file(run, 20, "safetensors"))
      assert(newest(run)._1.contains(10) && newest(run)._2.size == 1)
    }
  }

  test("whatever ends the writing of one, nothing of it stays there") {
    withRun { run =>
      write(run, 10)
      val about = new java.util.AbstractMap[String, String] {
        override def entrySet = throw new OutOfMemoryError("on purpose")
      }
      intercept[OutOfMemoryError](directory(run).write(Checkpoints.at(20), about, 10))
      assert(files(run).forall(_.startsWith("step-000000010")) && newest(run)._1.contains(10))
    }
  }

  test("one that its user cannot use is passed over as well") {
    withRun { run =>
      write(run, 10, 20)
      val complaints = ArrayBuffer.empty[String]
      val found = directory(run).newest[Integer](
        checkpoint =>
          if (checkpoint.step == 20) throw new IllegalArgumentException("of another plan") else checkpoint.step,
        line => complaints += line
      )
      assert(found.get == 10 && complaints.size == 1 && complaints.head.contains("000020.safetensors: of another plan"))
    }
  }

  test("where the newest was half-written before, it is written anew") {
    withRun { run =>
      write(run, 10)
      Files.write(file(run, 20, "safetensors"), Array.fill[Byte](100000)(1))
      write(run, 20)
      assert(newest(run) == ((Some(20), Nil)))
    }
  }
}

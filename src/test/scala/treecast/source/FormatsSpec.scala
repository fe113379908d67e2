package treecast.source

import org.scalatest.funsuite.AnyFunSuite
import treecast.data._
import treecast.extension.{Registry, SettingValues}
import treecast.testing.DefaultStorage.storage

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import java.util.function.Consumer
import scala.collection.mutable.ListBuffer
import scala.jdk.CollectionConverters._

/** What each data format that is registered has to do. */
class FormatsSpec extends AnyFunSuite with Tables {
  private val formats: Registry[FormatProvider] = Formats.registry

  private def lines(rows: Int)(line: Int => String) = (0 until rows).map(line).mkString("", "\n", "\n").getBytes(UTF_8)

  /** Seven training rows and three test rows in each format. */
  private val files: Map[String, Map[String, Array[Byte]]] = {
    def text(name: String)(line: Int => String) =
      Map(s"train.$name" -> lines(7)(line), s"test.$name" -> lines(3)(line))
    Map(
      "idx" -> IdxFiles.good(train = 7, test = 3),
      "csv" -> text("csv")(row => s"${row / 4.0},${row * row},${Seq("a", "b")(row % 2)}"),
      "libsvm" -> text("libsvm")(row => s"${row % 2} 1:${row / 4.0} 2:${row * row}")
    )
  }

  test("every format that is registered has files here, and a name in conf/train.conf") {
    assert(files.keySet == formats.names.asScala.toSet)
    val Some(line) = Files.readAllLines(Path.of("conf/train.conf")).asScala.find(_.contains("format = auto"))
    for (name <- formats.names.asScala) assert(line.matches(s".*\\b$name\\b.*"), name)
  }

  private def opened(provider: FormatProvider, folder: Path): DataSet = {
    val numbered = new NumberedClasses(10, NumberedClasses.AUTO, java.util.List.of())
    val request =
      new DataRequest(DataLocation.of(storage, folder.toString), numbered, anyClasses, true, TestShare.NOTHING)
    provider.open(request, SettingValues.defaults(provider)).examine()
  }

  private def copied(source: DataSource): DataSource = {
    val bytes = new ByteArrayOutputStream
    new ObjectOutputStream(bytes).writeObject(source)
    new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject.asInstanceOf[DataSource]
  }

  for ((name, provider) <- formats.providers.asScala) {
    test(s"$name: names of files are recognised by this format alone") {
      IdxFiles.withFolder(files(name)) { folder =>
        val found = formats.providers.asScala.collect {
          case (other, p) if p.recognises(DataLocation.of(storage, folder.toString), SettingValues.defaults(p)) => other
        }
        assert(found.toSeq == Seq(name))
      }
    }

    test(s"$name: shards and pieces have the same rows, each once, and a copy that has travelled reads them too") {
      IdxFiles.withFolder(files(name)) { folder =>
        val data = opened(provider, folder)
        for (split <- Split.values) {
          val whole = rows(data, split)
          assert(whole.size == data.rows(split) && whole.distinct.size > 1)
          val pieces = ListBuffer.empty[Shard]
          data.source.pieces(split, ((piece: Shard) => pieces += piece): Consumer[Shard])
          assert(rows(pieces.toSeq) == whole)
          val assignment = new ShardAssignment(data.rows(split), 2)
          val shards = java.util.List.of[Integer](0, 1)
          for (source <- Seq(data.source, copied(data.source)))
            assert(
              rows(source.shards(split, assignment, shards).asScala.toSeq).sortBy(_.toString) == whole.sortBy(
                _.toString
              )
            )
        }
      }
    }

    test(s"$name: the same files in another folder are the same rows, and they say which files they need") {
      IdxFiles.withFolder(files(name)) { folder =>
        IdxFiles.withFolder(files(name)) { elsewhere =>
          val data = opened(provider, folder)
          val needed = Split.values.toSeq.flatMap(data.source.localFiles(_).asScala.keys)
          assert(needed.size == files(name).size && needed.forall(_.contains(folder.getFileName.toString)))
          val moved = data.source.movedTo(elsewhere.toUri)
          for (file <- files(name).keys) Files.delete(folder.resolve(file))
          val read = moved.shards(Split.TRAIN, new ShardAssignment(7, 1), java.util.List.of[Integer](0))
          assert(rows(read.asScala.toSeq).size == 7)
        }
      }
    }

    test(s"$name: whether its rows are bytes is what it says") {
      IdxFiles.withFolder(files(name)) { folder =>
        val data = opened(provider, folder)
        assert(data.shards(Split.TRAIN, 1).get(0).inputs.isInstanceOf[ByteRows] == data.source.hasBytes)
      }
    }
  }
}

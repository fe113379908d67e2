package treecast.data

import treecast.source.{IdxFolder, IdxFolders}
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles._
import treecast.testing.DefaultStorage.storage

import java.nio.file.Path
import java.util.{List => JavaList}
import scala.jdk.CollectionConverters._

/** Which labels of IDX files are which classes, and what is said of the others. */
class ClassChoiceSpec extends AnyFunSuite with IdxFolders {
  private def numbered(classes: Int, first: Int = NumberedClasses.AUTO, names: Seq[String] = Nil) =
    new NumberedClasses(classes, first, JavaList.of(names: _*))

  private def withLabels[T](train: Seq[Int], test: Seq[Int])(use: Path => T): T = {
    def file(labels: Seq[Int]) = idx(Seq(labels.size), labels.map(_.toByte).toArray)
    withFolder(
      Map(
        TrainImages -> images(train.size, 2, 2),
        TrainLabels -> file(train),
        TestImages -> images(test.size, 2, 2),
        TestLabels -> file(test)
      )
    )(use)
  }

  private def classes(choice: ClassChoice, train: Seq[Int], test: Seq[Int]): Seq[Int] =
    withLabels(train, test) { folder =>
      val data = IdxFolder.of(storage, folder.toString, choice).examine()
      readBack(data, Split.TRAIN)._2.map(java.lang.Byte.toUnsignedInt)
    }

  private def refusal(choice: ClassChoice, train: Seq[Int], test: Seq[Int]): String =
    withLabels(train, test)(folder => complaint(IdxFolder.of(storage, folder.toString, choice).examine()))

  private val letters = 1 to 26

  test("labels from 1 where the training labels are exactly 1 to the number of classes, else from 0") {
    assert(classes(numbered(26), letters, Seq(26, 1)) == (0 until 26))
    assert(classes(numbered(27), letters, Seq(26)) == letters)
    assert(classes(numbered(27), 0 to 26, Seq(26)) == (0 to 26))
    assert(classes(numbered(3), Seq(1, 2, 1), Seq(0)) == Seq(1, 2, 1))
    assert(classes(numbered(256), 0 to 255, Seq(255)) == (0 to 255))
  }

  test("the first label may be set, to any number") {
    assert(classes(numbered(3, first = 1), Seq(1, 3), Seq(2)) == Seq(0, 2))
    assert(classes(numbered(2, first = 254), Seq(254, 255), Seq(255)) == Seq(0, 1))
    assert(classes(numbered(26, first = 0), Seq(1, 2), Seq(2)) == Seq(1, 2))
  }

  test("a refused label says which settings would accept the file, and those do") {
    val cases = Seq(
      (numbered(10), letters, "data.classes = 26", numbered(26)),
      (numbered(10), 0 to 46, "data.classes = 47", numbered(47)),
      (numbered(10), Seq(0, 12), "data.classes = 13", numbered(13)),
      (numbered(26), letters.init.tail :+ 26, "data.firstLabel = 1", numbered(26, first = 1)),
      (numbered(26, first = 0), letters, "data.classes = 27", numbered(27, first = 0)),
      (numbered(26, first = 1), 0 to 26, "data.classes = 27, data.firstLabel = 0", numbered(27, first = 0)),
      (numbered(4, first = 5), Seq(3, 6), "data.firstLabel = 3", numbered(4, first = 3)),
      (numbered(10), 1 to 255, "data.classes = 255", numbered(255)),
      (numbered(10), Seq(255, 0), "data.classes = 256", numbered(256))
    )
    for ((choice, labels, setting, better) <- cases) {
      val message = refusal(choice, labels, Seq(3))
      assert(message.contains(s"($setting would accept every label of the file)"), s"$choice: $message")
      classes(better, labels, labels.take(1))
    }
  }

  test("test labels belong to the training labels' classes, and the row is named") {
    val message = refusal(numbered(26), letters, Seq(1, 26, 0))
    for (word <- Seq(TestLabels, "row 2", "a label from 1 to 26", "found 0")) assert(message.contains(word), message)
    assert(refusal(numbered(10), 0 to 9, Seq(10)).contains("row 0: expected a label from 0 to 9, found 10"))
  }

  test("names belong to the classes in their order") {
    withLabels(1 to 3, Seq(1)) { folder =>
      val data = IdxFolder.of(storage, folder.toString, numbered(3, names = Seq("a", "b", "c"))).examine()
      assert(data.labels == new ClassLabels(JavaList.of("1", "2", "3"), JavaList.of("a", "b", "c")))
      assert(data.describe.endsWith("images of 2 x 2 pixels, 3 classes: a, b, c"))
    }
  }

  test("known classes, as a model has them") {
    val odd = ClassLabels.of(Seq("9", "7", "5").asJava)
    assert(classes(odd, Seq(5, 7, 9, 9), Seq(5)) == Seq(2, 1, 0, 0))
    assert(refusal(odd, Seq(5, 6), Seq(5)).contains("row 1: expected one of the labels 9, 7, 5, found 6"))
  }

  test("classes are described in one short line") {
    assert(ClassLabels.numbered(0, 10).describe == "10 classes")
    assert(ClassLabels.numbered(1, 26).describe == "26 classes: from 1 to 26")
    val many = ClassLabels.of((1 to 30).map(i => s"c$i").asJava).describe
    assert(many == "30 classes: c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, ...")
    assert(ClassLabels.of(JavaList.of("a\nb", "x" * 99)).describe == s"2 classes: a\\u000ab, ${"x" * 40}...")
  }

  test("rows are not read through a source that nobody examined") {
    withLabels(Seq(0, 1), Seq(0)) { folder =>
      intercept[IllegalStateException](IdxFolder.of(storage, folder.toString, 10).pieces(Split.TRAIN, _ => ()))
    }
  }
}

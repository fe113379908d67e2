package treecast

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** Files that can be read in one sitting. */
class LineBudgetSpec extends AnyFunSuite {
  private val home = Path.of(System.getProperty("treecast.classes", "target/classes")).resolve("../..").normalize
  private val root = home.resolve("src/main/java/treecast")

  /** Sources below a folder, by their paths in it. */
  private def below(folder: Path): Map[String, Seq[String]] = {
    val walk = Files.walk(folder)
    try
      walk.iterator.asScala
        .filter(file => file.toString.endsWith(".java") || file.toString.endsWith(".scala"))
        .map(file => folder.relativize(file).toString -> Files.readAllLines(file).asScala.toSeq)
        .toMap
    finally walk.close()
  }

  private lazy val sources = below(root)
  private lazy val lines: Map[String, Int] = sources.view.mapValues(_.size).toMap

  test("the algorithm fits one page: training/Trainer.java is under 120 lines") {
    assert(lines("training/Trainer.java") < 120)
  }

  test("an optimizer fits 40 lines") {
    val optimizers = lines.filter { case (file, _) =>
      file.startsWith("optim/") && Files.readString(root.resolve(file)).contains("implements Optimizer {")
    }
    assert(optimizers.size >= 7)
    for ((file, count) <- optimizers) assert(count <= 40, file)
  }

  test("no source file is longer than 220 lines, those of tests, benchmarks and examples included") {
    val all = Seq("src", "examples").flatMap(folder => below(home.resolve(folder)))
    assert(all.size > 500 && lines.size > 300)
    for ((file, source) <- all) assert(source.size <= 220, file)
  }

  test("no method outside linalg, the room of the kernels, is longer than 30 lines") {
    val methods = for {
      (file, source) <- sources.toSeq
      method <- MethodLengths.of(source)
    } yield (file, method)
    assert(methods.size > 1000, "methods were not recognised")
    for ((file, method) <- methods if !file.startsWith("linalg/"))
      assert(method.lines <= 30, s"$file: ${method.signature}")
  }

  test("the length of a method counts from its signature to its closing brace") {
    val source =
      """final class A {
        |  private static final int X = 1;
        |
        |  @Override
        |  public int one(
        |      int x) {
        |    return switch (x) {
        |      default -> 2;
        |    };
        |  }
        |
        |  record B(int y) {
        |    B {
        |      require(y);
        |    }
        |
        |    int two() {
        |      return y;
        |    }
        |  }
        |
        |  private static final Comparator<A> ORDER =
        |      new Comparator<>() {
        |        @Override
        |        public int compare(A one, A other) {
        |          return 0;
        |        }
        |      };
        |}""".stripMargin.linesIterator.toSeq
    assert(
      MethodLengths.of(source).map(method => method.signature -> method.lines) ==
        Seq("public int one(" -> 6, "B {" -> 3, "int two() {" -> 3, "public int compare(A one, A other) {" -> 3)
    )
  }
}

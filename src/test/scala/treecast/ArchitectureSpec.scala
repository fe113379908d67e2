package treecast

import com.tngtech.archunit.base.DescribedPredicate
import com.tngtech.archunit.core.domain.JavaClass.Predicates.{resideInAPackage, resideInAnyPackage}
import com.tngtech.archunit.core.domain.{JavaClass, JavaClasses, JavaField, JavaModifier}
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.lang.conditions.ArchConditions
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.{classes, fields, noClasses}
import com.tngtech.archunit.lang.{ArchCondition, ArchRule, ConditionEvents, SimpleConditionEvent}
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{Path => HadoopPath}
import org.scalatest.exceptions.TestFailedException
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Paths

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** The order of the packages, and what the mathematics keeps away from. */
class ArchitectureSpec extends AnyFunSuite {

  /** Each imports only packages before it. */
  private val order =
    Seq(
      "extension",
      "linalg",
      "optim",
      "data",
      "source",
      "nn",
      "training",
      "search",
      "model",
      "chart",
      "report",
      "experiment",
      "cluster",
      "config",
      "workflow",
      "app"
    )
  private lazy val mathematics = Seq("extension", "linalg", "optim", "data", "nn", "training").map(inPackage)

  /** A package of ours: what is misspelt holds no class, and of no class every rule is true. */
  private def inPackage(name: String): String = {
    assert(
      product.asScala.exists(_.getPackageName.startsWith(s"treecast.$name")),
      s"there is no package treecast.$name"
    )
    s"treecast.$name.."
  }

  /** Packages of others: that none of ours uses them means something only if they are spelt as some of ours do. */
  private def of(packages: String): DescribedPredicate[JavaClass] = {
    val used = resideInAPackage(packages)
    assert(
      product.asScala.exists(_.getDirectDependenciesFromSelf.asScala.exists(d => used.test(d.getTargetClass))),
      packages
    )
    used
  }

  private lazy val product: JavaClasses = {
    val imported =
      new ClassFileImporter().importPath(Path.of(System.getProperty("treecast.classes", "target/classes")))
    assert(imported.size > 50, "the classes are not where they were looked for")
    imported
  }

  private def holds(rule: ArchRule): Unit = rule.allowEmptyShould(false).check(product)

  private def mayNotUse(users: Seq[String], used: DescribedPredicate[JavaClass]): ArchRule =
    noClasses.that.resideInAnyPackage(users: _*).should.dependOnClassesThat(used)

  test("every class lives in a package that has a place in the order") {
    holds(classes.should.resideInAnyPackage("treecast" +: order.map(inPackage): _*))
  }

  for ((name, place) <- order.zipWithIndex)
    test(s"$name imports only packages before it") {
      holds(mayNotUse(Seq(inPackage(name)), resideInAnyPackage(order.drop(place + 1).map(inPackage): _*)))
    }

  test("extension, linalg and optim import no mathematics of ours; data and nn do without optimizers") {
    holds(mayNotUse(Seq(inPackage("optim")), resideInAPackage(inPackage("linalg"))))
    holds(mayNotUse(Seq(inPackage("linalg")), resideInAPackage(inPackage("extension"))))
    holds(mayNotUse(Seq("data", "nn").map(inPackage), resideInAPackage(inPackage("optim"))))
  }

  test("no package depends on itself by way of another") {
    holds(slices.matching("treecast.(*)..").should.beFreeOfCycles)
  }

  test("only app knows the command line") {
    holds(mayNotUse(order.filter(_ != "app").map(inPackage), of("picocli..")))
  }

  test("config knows neither the cluster nor Hadoop's files") {
    holds(mayNotUse(Seq(inPackage("config")), resideInAnyPackage("org.apache.hadoop..", inPackage("cluster"))))
  }

  test("only cluster, workflow and app know Spark, whose vectors and matrices a model speaks") {
    val spark = of("org.apache.spark..")
    val algebra = of("org.apache.spark.ml.linalg..")
    val others = order.diff(Seq("cluster", "workflow", "app")).map(inPackage)
    holds(mayNotUse(others, spark.and(DescribedPredicate.not(algebra))))
    holds(mayNotUse(mathematics, spark))
  }

  test("Hadoop's configuration is Spark's: nobody makes one of his own") {
    holds(noClasses.should.callConstructor(classOf[Configuration]))
  }

  test("paths of what people write are made by data.Paths, for which a colon is no scheme of itself") {
    val others = noClasses.that.doNotHaveFullyQualifiedName(classOf[Paths].getName)
    holds(others.should.callConstructor(classOf[HadoopPath], classOf[String]))
    holds(others.should.callConstructor(classOf[HadoopPath], classOf[String], classOf[String]))
  }

  test("a package that is misspelt passes no rule") {
    intercept[TestFailedException](inPackage("optimisers"))
    intercept[TestFailedException](of("org.apache.sparc.."))
    intercept[AssertionError](holds(classes.that.resideInAPackage("treecast.optimisers..").should.bePublic))
    intercept[AssertionError](holds(slices.matching("treecats.(*)..").should.beFreeOfCycles))
  }

  test("static fields are final") {
    val constant = new ArchCondition[JavaField]("be final") {
      override def check(field: JavaField, events: ConditionEvents): Unit =
        events.add(
          new SimpleConditionEvent(
            field,
            field.getModifiers.contains(JavaModifier.FINAL),
            s"${field.getFullName} is static and can be assigned"
          )
        )
    }
    holds(fields.that.areStatic.should(constant))
  }

  test("what static fields hold does not change, but for four caches, whose arrays no result depends on") {
    assert(
      new StaticState(product).found == Set(
        "treecast.linalg.ArrayPool.spare: java.util.ArrayDeque", // of ArrayPool.SHARED
        "treecast.linalg.Workspace.THIS_THREAD: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.linalg.VectorGemm.packed: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.linalg.VectorGemm.transposed: java.lang.ThreadLocal$SuppliedThreadLocal"
      )
    )
  }

  test("random numbers are functions of a seed and a place: no stateful generator") {
    for (
      generator <- Seq(
        "java.util.Random",
        "java.util.SplittableRandom",
        "java.security.SecureRandom",
        "java.util.concurrent.ThreadLocalRandom",
        "java.util.random.RandomGenerator",
        "scala.util.Random"
      )
    ) {
      Class.forName(generator) // is not misspelt
      holds(noClasses.should.dependOnClassesThat.haveFullyQualifiedName(generator))
    }
    holds(noClasses.should.callMethod(classOf[Math], "random"))
    holds(noClasses.should.callMethod(classOf[java.util.Collections], "shuffle", classOf[java.util.List[_]]))
  }

  test("element functions are StrictMath's, which have the same bits on every machine") {
    val free = Set("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh") ++
      Set("exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot")
    val call = ArchConditions.callMethodWhere(
      new DescribedPredicate[com.tngtech.archunit.core.domain.JavaMethodCall](
        "the target is an element function of Math"
      ) {
        override def test(call: com.tngtech.archunit.core.domain.JavaMethodCall): Boolean =
          call.getTargetOwner.isEquivalentTo(classOf[Math]) && free(call.getName)
      }
    )
    holds(noClasses.that.resideInAnyPackage(mathematics: _*).should(call))
  }
}

/** Files that can be read in one sitting. */
class LineBudgetSpec extends AnyFunSuite {
  private val root =
    Path.of(System.getProperty("treecast.classes", "target/classes")).resolve("../../src/main/java/treecast")

  private lazy val sources: Map[String, Seq[String]] = {
    val walk = Files.walk(root.normalize)
    try
      walk.iterator.asScala
        .filter(_.toString.endsWith(".java"))
        .map(file => root.normalize.relativize(file).toString -> Files.readAllLines(file).asScala.toSeq)
        .toMap
    finally walk.close()
  }
  private lazy val lines: Map[String, Int] = sources.view.mapValues(_.size).toMap

  test("the algorithm fits one page: training/Trainer.java is under 120 lines") {
    assert(lines("training/Trainer.java") < 120)
  }

  test("an optimizer fits 40 lines") {
    val optimizers = lines.filter { case (file, _) =>
      file.startsWith("optim/") && Files.readString(root.normalize.resolve(file)).contains("implements Optimizer {")
    }
    assert(optimizers.size >= 7)
    for ((file, count) <- optimizers) assert(count <= 40, file)
  }

  test("no source file is longer than 220 lines") {
    for ((file, count) <- lines) assert(count <= 220, file)
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

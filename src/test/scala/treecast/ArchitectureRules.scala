package treecast

import com.tngtech.archunit.base.DescribedPredicate
import com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage
import com.tngtech.archunit.core.domain.{JavaClass, JavaClasses}
import com.tngtech.archunit.core.importer.ClassFileImporter
import com.tngtech.archunit.lang.ArchRule
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses
import org.scalatest.Assertions

import java.nio.file.Path
import scala.jdk.CollectionConverters._

/** Rules over the product's classes, and the packages that they speak of. */
trait ArchitectureRules extends Assertions {

  /** Each imports only packages before it. */
  protected val order =
    Seq(
      "extension",
      "linalg",
      "optim",
      "data",
      "source",
      "nn",
      "score",
      "training",
      "search",
      "model",
      "exchange",
      "chart",
      "report",
      "experiment",
      "cluster",
      "config",
      "workflow",
      "app"
    )
  protected lazy val mathematics = Seq("extension", "linalg", "optim", "data", "nn", "score", "training").map(inPackage)

  /** A package of ours: what is misspelt holds no class, and of no class every rule is true. */
  protected def inPackage(name: String): String = {
    assert(
      product.asScala.exists(_.getPackageName.startsWith(s"treecast.$name")),
      s"there is no package treecast.$name"
    )
    s"treecast.$name.."
  }

  /** Packages of others: that none of ours uses them means something only if they are spelt as some of ours do. */
  protected def of(packages: String): DescribedPredicate[JavaClass] = {
    val used = resideInAPackage(packages)
    assert(
      product.asScala.exists(_.getDirectDependenciesFromSelf.asScala.exists(d => used.test(d.getTargetClass))),
      packages
    )
    used
  }

  protected def product: JavaClasses = ArchitectureRules.product

  protected def holds(rule: ArchRule): Unit = rule.allowEmptyShould(false).check(product)

  protected def mayNotUse(users: Seq[String], used: DescribedPredicate[JavaClass]): ArchRule =
    noClasses.that.resideInAnyPackage(users: _*).should.dependOnClassesThat(used)
}

object ArchitectureRules {
  private lazy val product: JavaClasses = {
    val classes = new ClassFileImporter().importPath(Path.of(System.getProperty("treecast.classes", "target/classes")))
    require(classes.size > 50, "the classes are not where they were looked for")
    classes
  }
}

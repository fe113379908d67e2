package treecast

import com.tngtech.archunit.base.DescribedPredicate
import com.tngtech.archunit.core.domain.JavaClass.Predicates.{resideInAPackage, resideInAnyPackage}
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.{classes, noClasses}
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices
import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{Path => HadoopPath}
import org.scalatest.exceptions.TestFailedException
import org.scalatest.funsuite.AnyFunSuite
import treecast.data.Paths

/** The order of the packages, and what each keeps away from. */
class ArchitectureSpec extends AnyFunSuite with ArchitectureRules {

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
}

package treecast

import com.tngtech.archunit.base.DescribedPredicate
import com.tngtech.archunit.core.domain.{JavaField, JavaMethodCall, JavaModifier}
import com.tngtech.archunit.lang.conditions.ArchConditions
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.{fields, noClasses}
import com.tngtech.archunit.lang.{ArchCondition, ConditionEvents, SimpleConditionEvent}
import org.scalatest.funsuite.AnyFunSuite

/** Results depend on arguments alone: no state behind static fields, no stateful generator, no function of Math's. */
class DeterminismSpec extends AnyFunSuite with ArchitectureRules {

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

  test(
    "what static fields hold does not change, but for ten caches and a pool of threads, on which no result depends"
  ) {
    assert(
      new StaticState(product).found == Set(
        "treecast.linalg.ArrayPool.spare: java.util.ArrayDeque", // of ArrayPool.SHARED
        "treecast.linalg.Workspace.THIS_THREAD: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.linalg.VectorGemm.packed: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.linalg.VectorGemm.planes: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.linalg.VectorGemm.panels: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.linalg.VectorGemm.buffers: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.linalg.FloatVectorGemm.packed: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.linalg.FloatVectorGemm.planes: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.linalg.FloatVectorGemm.panels: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.linalg.FloatVectorGemm.buffers: java.lang.ThreadLocal$SuppliedThreadLocal",
        "treecast.cluster.ExecutorThreads.THREADS: java.util.concurrent.ThreadPoolExecutor"
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
      new DescribedPredicate[JavaMethodCall](
        "the target is an element function of Math"
      ) {
        override def test(call: JavaMethodCall): Boolean =
          call.getTargetOwner.isEquivalentTo(classOf[Math]) && free(call.getName)
      }
    )
    holds(noClasses.that.resideInAnyPackage(mathematics: _*).should(call))
  }
}

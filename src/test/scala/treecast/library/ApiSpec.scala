package treecast.library

import org.scalatest.funsuite.AnyFunSuite
import treecast.ArchitectureRules
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses

import java.lang.reflect.{Member, Modifier}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._
import scala.util.Using

/** The public signatures are those that `src/test/resources/api/signatures.txt` has. A run that finds others fails, and
  * leaves its own in `target/signatures.txt`; to renew the recorded ones, copy that file over:
  * {{{
  * mvn test -Dsuites=treecast.library.ApiSpec; cp target/signatures.txt src/test/resources/api/signatures.txt
  * }}}
  */
class ApiSpec extends AnyFunSuite with ArchitectureRules {

  /** Packages whose public signatures programs may use. */
  private val open =
    Seq("cluster", "data", "extension", "linalg", "model", "nn", "optim", "score", "search", "source", "training")
  private val internal = order.diff(open)

  private val classes = Path.of(System.getProperty("treecast.classes", "target/classes"))

  private def shown(modifiers: Int): Boolean = Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)

  /** Public classes of a package, nested ones as well, by their names. */
  private def classesOf(name: String): Seq[Class[_]] =
    Using
      .resource(Files.walk(classes.resolve(s"treecast/$name")))(
        _.iterator.asScala.map(_.toString).filter(_.endsWith(".class")).toSeq
      )
      .map(file => classes.relativize(Path.of(file)).toString.stripSuffix(".class").replace('/', '.'))
      .filterNot(_.endsWith("package-info"))
      .sorted
      .map(Class.forName(_, false, getClass.getClassLoader))
      .filter(isShown)

  private def isShown(some: Class[_]): Boolean =
    shown(some.getModifiers) && !some.isSynthetic && (some.getEnclosingClass == null || isShown(some.getEnclosingClass))

  /** As `Class.toGenericString` has it in every version of Java. */
  private def kind(some: Class[_]): String = {
    val modifiers =
      some.getModifiers & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.FINAL | Modifier.STATIC)
    val what =
      if (some.isInterface) "interface" else if (some.isEnum) "enum" else if (some.isRecord) "record" else "class"
    val parameters = some.getTypeParameters.map(_.getName)
    val types = if (parameters.isEmpty) "" else parameters.mkString("<", ",", ">")
    s"${Modifier.toString(modifiers)} $what ${some.getName}$types"
  }

  private def signatures(some: Class[_]): Seq[String] = {
    val above = Option(some.getGenericSuperclass).filter(_ != classOf[Object]).map(" extends " + _.getTypeName)
    val interfaces = some.getGenericInterfaces.map(_.getTypeName)
    val head = kind(some) + above.getOrElse("") + (if (interfaces.isEmpty) ""
                                                   else interfaces.mkString(" implements ", ", ", ""))
    def texts[M <: Member](members: Array[M], text: M => String) =
      members.toSeq.filter(m => shown(m.getModifiers) && !m.isSynthetic).map(text)
    val members = texts(some.getDeclaredConstructors, (_: java.lang.reflect.Constructor[_]).toGenericString) ++
      texts(some.getDeclaredMethods, (_: java.lang.reflect.Method).toGenericString) ++
      texts(some.getDeclaredFields, (_: java.lang.reflect.Field).toGenericString)
    head +: members.sorted.map("  " + _)
  }

  test("every public signature is recorded") {
    val found = open.flatMap(name => classesOf(name).flatMap(signatures))
    val recorded = Using.resource(getClass.getResourceAsStream("/api/signatures.txt"))(in =>
      new String(in.readAllBytes, UTF_8).linesIterator.toSeq
    )
    if (found != recorded) {
      Files.writeString(
        Path.of(System.getProperty("treecast.test.classes", "target/test-classes"), "..", "signatures.txt"),
        found.mkString("", "\n", "\n")
      )
      val gone = recorded.diff(found).map("- " + _.trim)
      val added = found.diff(recorded).map("+ " + _.trim)
      fail(s"other public signatures than recorded:\n${(gone ++ added).take(40).mkString("\n")}\nto renew: see ApiSpec")
    }
  }

  test("docs/models.md names the packages, and the others say that they are internal") {
    val Some(listed) =
      "(?s)### Public packages\\n(.*?)\\n#".r.findFirstMatchIn(Files.readString(Path.of("docs/models.md")))
    assert("`treecast\\.(\\w+)`".r.findAllMatchIn(listed.group(1)).map(_.group(1)).toSeq.sorted == open.sorted)
    for (name <- internal) {
      val about = Files.readString(Path.of(s"src/main/java/treecast/$name/package-info.java"))
      assert(about.contains("<p>Internal: "), name)
    }
    for (name <- open)
      assert(!Files.readString(Path.of(s"src/main/java/treecast/$name/package-info.java")).contains("Internal: "))
  }

  test("what a program uses prints nothing: packages that print are internal") {
    for (name <- open; stream <- Seq("out", "err"))
      holds(noClasses.that.resideInAPackage(inPackage(name)).should.accessField(classOf[System], stream))
  }
}

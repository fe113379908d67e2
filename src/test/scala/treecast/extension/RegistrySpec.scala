package treecast.extension

import org.scalatest.funsuite.AnyFunSuite

import java.io.{Externalizable, IOException, ObjectInput, ObjectOutput}
import java.util.{List => JavaList}
import scala.jdk.CollectionConverters._

/** Providers by name; those of other jars are in `ExtensionsSpec`. */
class RegistrySpec extends AnyFunSuite {
  private class Named(override val name: String, override val settings: JavaList[Setting[_]] = JavaList.of())
      extends Provider

  private def registry(providers: Provider*) = Registry.of("animal", classOf[Provider], providers.asJava)

  private def refused(providers: Provider*): String =
    intercept[ExtensionException](registry(providers: _*)).getMessage

  test("names come in their order, and an unknown one is refused with those that there are") {
    val animals = registry(new Named("zebra"), new Named("ant-2"))
    assert(animals.names.asScala == Seq("zebra", "ant-2"))
    val unknown = intercept[ExtensionException](animals.provider("bee")).getMessage
    assert(unknown.startsWith("animal: expected one of zebra, ant-2, found bee"), unknown)
  }

  test("a name twice, no name, and names that a plan could not spell are refused with their classes") {
    assert(refused(new Named("ant"), new Named("ant")).matches("animal ant: .*Named and .*Named"))
    for (name <- Seq(null, "", "2ant", "an ant", "ant.bee", "-")) assert(refused(new Named(name)).contains("Named"))
  }

  test("settings with one name, with the name of the name, or of no letters are refused") {
    for (names <- Seq(Seq("a", "a"), Seq("name"), Seq("a.b"), Seq("")))
      assert(refused(new Named("ant", names.map(Setting.word(_, ""): Setting[_]).asJava)).contains("settings"))
  }

  test("a provider that throws when asked for its name is refused in one line") {
    object Silent extends Provider {
      override def name: String = sys.error("no\nidea")
    }
    assert(refused(Silent).endsWith("RuntimeException: no"))
  }

  private class Restless extends Externalizable {
    override def writeExternal(out: ObjectOutput): Unit = throw new IOException("never")
    override def readExternal(in: ObjectInput): Unit = ()
  }

  test("what a provider makes: nothing, a failure, and what cannot travel are refused in one line") {
    val ant = new Named("ant")
    val animals = registry(ant)
    def made(of: => AnyRef) = intercept[ExtensionException](animals.make[AnyRef](ant, _ => of)).getMessage
    assert(made(null).contains("made nothing"))
    assert(made(sys.error("a\nb")).endsWith("cannot be made: RuntimeException: a"))
    assert(made(throw new NoClassDefFoundError("x/Y")).endsWith("NoClassDefFoundError: x/Y"))
    assert(made(new Restless).endsWith("cannot be sent to executors: never"))
    assert(made(Array[AnyRef](new Object)).contains("java.lang.Object is not serialisable"))
    intercept[NumberFormatException](animals.make[AnyRef](ant, _ => throw new NumberFormatException("of a setting")))
    val plain = new Object // is not serialisable, and does not say so: it stays where it is
    assert(animals.make[AnyRef](ant, _ => plain) eq plain)
  }
}

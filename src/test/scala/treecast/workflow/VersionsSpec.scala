package treecast.workflow

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}
import javax.xml.parsers.DocumentBuilderFactory
import javax.xml.xpath.XPathFactory

/** The version is the one of `pom.xml`, wherever it is named. */
class VersionsSpec extends AnyFunSuite {
  private def ofPom(path: String): String = {
    val pom = DocumentBuilderFactory.newInstance.newDocumentBuilder.parse(Path.of("pom.xml").toFile)
    XPathFactory.newInstance.newXPath.evaluate(s"/project/$path", pom)
  }

  private lazy val kubernetes = Files.readString(Path.of("scripts/schedule/kubernetes.yaml"))

  private def named(pattern: String): Seq[String] =
    pattern.r.findAllMatchIn(kubernetes).map(_.group(1)).toSeq

  test("what a run records is the version of pom.xml") {
    assert(ofPom("version").matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"))
    assert(Versions.TREECAST == ofPom("version"))
    assert(Versions.all.get("treecastVersion") == ofPom("version"))
  }

  test("the image on Kubernetes has the version of pom.xml, and its Spark's") {
    assert(named("image: treecast:(\\S+)") == Seq(ofPom("version")))
    assert(named("sparkVersion: (\\S+)") == Seq(ofPom("properties/spark.version")))
    assert(Versions.all.get("sparkVersion") == ofPom("properties/spark.version"))
  }
}

package treecast.golden

import com.fasterxml.jackson.core.StreamReadFeature
import com.fasterxml.jackson.core.json.JsonReadFeature
import com.fasterxml.jackson.databind.json.JsonMapper
import com.fasterxml.jackson.databind.{DeserializationFeature, JsonNode}
import org.scalatest.Assertions.fail

import java.nio.file.{Files, Path}
import scala.jdk.CollectionConverters._

/** One file of fixtures. */
final class Fixture private (root: JsonNode) {
  val kind: String = root.path("kind").asText
  val cases: Seq[JsonNode] = root.path("cases").elements.asScala.toSeq

  /** What several cases refer to. */
  val shared: Option[JsonNode] = Option(root.get("shared"))

  /** Checks that the file brings beside its cases. */
  def extras: Map[String, JsonNode] =
    root.fieldNames.asScala
      .filterNot(Fixture.FIELDS)
      .map(name => name -> root.get(name))
      .toMap
}

object Fixture {
  private val SCHEMA = "dlfs-golden/1"
  private val FIELDS = Set("schema", "kind", "set", "notes", "layout", "shared", "cases")
  private val JSON = JsonMapper
    .builder()
    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
    .build()

  /** Reads a file; whatever is wrong with it is an exception. */
  def read(file: Path): Fixture = {
    val root = JSON.readTree(Files.readAllBytes(file))
    if (root.path("schema").asText != SCHEMA) fail(s"expected the schema $SCHEMA, found ${root.path("schema")}")
    if (root.path("cases").isEmpty) fail("expected cases, found none")
    new Fixture(root)
  }
}

/** One case of a file. What is wrong with its form is a failed test as well. */
final class Case(shared: Option[JsonNode], node: JsonNode) {
  private val root = new Fields("case", node, Tolerance(0, 0))
  private val tolerance = toleranceNamed("tolerance")
  val config: Fields = section("config")
  val inputs: Fields = section("inputs")
  val expected: Fields = section("expected")

  /** Where the inputs are: in the case, or in the part of the file that it refers to. */
  val source: Fields =
    if (!inputs.has("ref")) inputs
    else
      (inputs.text("ref"), shared) match {
        case ("shared", Some(common)) => new Fields("shared", common, tolerance)
        case (other, _)               => fail(s"inputs.ref: expected the file's shared part, found $other")
      }

  /** The parameters, which the inputs give or name a part of the source for. */
  def params: Fields =
    if (inputs.has("params") && inputs.json("params").isTextual) source.fields(inputs.text("params"))
    else source.fields("params")

  /** A tolerance of its own for some of the expected fields. */
  def toleranceNamed(name: String): Tolerance = {
    val own = root.json(name)
    if (own.isNumber) Tolerance(0, own.asDouble)
    else {
      val both = root.fields(name)
      Tolerance(both.number("rtol"), both.number("atol"))
    }
  }

  /** The same, where the case has it; else that of the case. */
  def toleranceIfNamed(name: String): Tolerance = if (root.has(name)) toleranceNamed(name) else tolerance

  /** Fails if anything of the case was not looked at, remarks on how it was made excepted. */
  def requireAllRead(): Unit = {
    if (expected.names.isEmpty) fail("expected: there is nothing in it")
    (Case.REMARKS ++ root.names.filter(_.startsWith("observed_"))).foreach(root.has)
    Seq(config, inputs, expected, root).foreach(_.requireAllRead())
  }

  private def section(name: String) = {
    root.has(name)
    new Fields(name, root.json(name), tolerance)
  }
}

object Case {

  /** What a case says beside its numbers; the last two are for computations that are not ours. */
  private val REMARKS = Seq(
    "name",
    "max_abs_backprop_minus_numerical",
    "tolerance_test_accuracy_if_float32",
    "tolerance_if_pixels_divided_in_double"
  )
}

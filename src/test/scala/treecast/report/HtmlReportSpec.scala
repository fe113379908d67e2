package treecast.report

import org.scalatest.funsuite.AnyFunSuite
import org.w3c.dom.Element
import treecast.chart.{Axis, Chart, Panel, Series}
import treecast.linalg.Shape
import treecast.report.Block._
import treecast.report.Report.Section
import treecast.score.Confusion

import java.awt.image.BufferedImage
import java.io.ByteArrayInputStream
import java.nio.charset.StandardCharsets.UTF_8
import java.security.MessageDigest
import java.util.Base64
import java.util.List.{of => listOf}
import javax.imageio.ImageIO
import scala.jdk.CollectionConverters._

/** A report is one page that needs nothing else, says everything, and can be read by everybody. */
class HtmlReportSpec extends AnyFunSuite {
  private val nasty = "</p><script>alert('&amp; \"1\" < 2')</script>"

  private def chart(title: String = "Losses"): Chart = {
    val line = new Series.Line("loss", Array(1.0, 2, 3), Array(3.0, 2, 1), 3)
    val panel = new Panel("", Axis.of("step"), Axis.of("loss"), listOf[Series](line))
    new Chart(title, "It falls from 3 to 1.", "a note", 1, listOf(panel))
  }

  private val table = new Table(
    "Outcomes",
    listOf("name", "accuracy", "times", "empty", "mixed"),
    listOf(listOf("sgd", "0.9312", "1,234", "–", "3"), listOf("adam", "1e-7", "-5 ms", "12.5 %", "three"))
  )

  private val confusion = new Confusion(Array(Array(5L, 1, 0), Array(0L, 1234, 4), Array(0L, 0, 6)))

  private def blocks: Seq[Block] = Seq(
    new Text("A paragraph."),
    new Picture(chart()),
    new Facts("Settings", listOf(new Fact("rate", "0.01"))),
    table,
    new Claim("Adam is faster than SGD.", "0.97 against 0.93", "the larger accuracy", true),
    new Claim("Dropout helps.", "0.61 against 0.72", "the larger accuracy", false),
    new ConfusionMatrix("Confusion", listOf("a", "b", "c"), confusion),
    new Gallery(
      "Wrong",
      listOf(
        new Example("4 taken for 9", "A four taken for a nine", new Shape(1, 1, 2), Array(0.0, 1.0)),
        new Example("ship taken for car", "A ship", new Shape(3, 1, 1), Array(1.0, 0.5, 0.0))
      )
    )
  )

  private def section(id: String, heading: String, blocks: Block*) = new Section(id, heading, blocks.asJava)

  private def report(sections: Section*): Report =
    new Report("A title", "A summary.", listOf(new Fact("seed", "1")), sections.asJava)

  private def page(sections: Section*) = {
    val parsed = Pages.parsed(HtmlReport.of(report(sections: _*)))
    Pages.requireGood(parsed)
    parsed
  }

  private lazy val whole = page(section("one", "First", blocks: _*), section("two", "Second", new Text("Bye.")))

  test("every kind of block is written, and the page is well-formed and good") {
    assert(blocks.map(_.getClass.asInstanceOf[Class[_]]).toSet == classOf[Block].getPermittedSubclasses.toSet)
    for (
      text <- Seq(
        "A title",
        "A summary.",
        "A paragraph.",
        "Settings",
        "Adam is faster than SGD.",
        "0.97 against 0.93"
      ) ++
        Seq("the larger accuracy", "4 taken for 9", "Bye.")
    ) assert(whole.getDocumentElement.getTextContent.contains(text), text)
    assert(Pages.facts(whole)("seed") == "1" && Pages.facts(whole)("rate") == "0.01")
    for (block <- blocks) page(section("alone", "Alone", block))
    page()
  }

  test("whatever a text holds is text, wherever it stands") {
    val odd = "odd \u0000\u0001\u001b\u0085\ufffe" + 0xd800.toChar + "text\t\uD83D\uDE00 größer"
    for (text <- Seq(nasty, odd)) {
      val said = text.map(c => if ("\u0000\u0001\u001b\u0085\ufffe".contains(c) || c == 0xd800) '\ufffd' else c)
      val written = HtmlReport.of(
        new Report(
          text,
          text,
          listOf(new Fact(text, text)),
          listOf(
            section("a", text, new Text(text), new Facts(text, listOf(new Fact(text, text)))),
            section("b", text, new Claim(text, text, text, true), new Picture(chart(text))),
            section(
              "c",
              text,
              new Table(text, listOf(text, text), listOf(listOf(text, text))),
              new ConfusionMatrix(text, listOf(text, "b", "c"), confusion),
              new Gallery(text, listOf(new Example(text, text, new Shape(1, 1, 1), Array(1.0))))
            )
          )
        )
      )
      val parsed = Pages.parsed(written)
      Pages.requireGood(parsed)
      assert(Pages.all(parsed, "title").head.getTextContent == said)
      assert(Pages.all(parsed, "caption").map(_.getTextContent) == Seq(said, said))
      assert(Pages.all(parsed, "figcaption").map(_.getTextContent) == Seq(said))
      assert(Pages.all(parsed, "td").head.getTextContent == said)
      val labels = Pages.ofClass(parsed, "scroll").map(_.getAttribute("aria-label"))
      // A tab in an attribute is a space to XML, as it is to nobody else.
      assert(labels.map(_.replace('\t', ' ')).toSet == Set(said.replace('\t', ' ')))
    }
  }

  test("a table of contents links to the sections where there are several, and tells how their claims do") {
    val nav = Pages.all(whole, "nav").head
    assert(Pages.all(nav, "a").map(_.getAttribute("href")) == Seq("#one", "#two"))
    assert(Pages.all(nav, "a").map(_.getTextContent) == Seq("First", "Second"))
    assert(Pages.all(nav, "span").map(_.getTextContent) == Seq("✗ 1 of 2 failed"))
    assert(Pages.all(page(section("one", "First", new Text("Alone."))), "nav").isEmpty)
    val passing = page(section("one", "First", blocks(4)), section("two", "Second", blocks(4), blocks(4)))
    assert(Pages.all(passing, "span").map(_.getTextContent) == Seq("✓ 1 of 1 passed", "✓ 2 of 2 passed"))
  }

  test("a verdict is told in words and by a sign, with its figures and its rule") {
    val Seq(pass, fail) = Pages.ofClass(whole, "claim")
    assert(Pages.all(pass, "strong").map(_.getTextContent) == Seq("✓ Passes"))
    assert(Pages.all(fail, "strong").map(_.getTextContent) == Seq("✗ Fails"))
    assert(Pages.all(pass, "dd").map(_.getTextContent) == Seq("0.97 against 0.93", "the larger accuracy"))
    assert(fail.getTextContent.contains("Dropout helps."))
  }

  test("columns of numbers stand to the right, others do not") {
    val rows = Pages.table(whole, "Outcomes")
    assert(rows == Seq(table.header.asScala.toSeq) ++ table.rows.asScala.map(_.asScala.toSeq))
    val classes = Pages.all(whole, "table").head
    for (row <- Pages.all(classes, "tr"))
      assert(Pages.all(row, "*").map(_.getAttribute("class")) == Seq("words", "number", "number", "number", "words"))
  }

  test("a confusion matrix tells right from wrong, and frequent mistakes from rare ones") {
    val rows = Pages.table(whole, "Confusion")
    assert(
      rows == Seq(Seq("actual", "predicted"), Seq("a", "b", "c"), Seq("a", "5", "1", "0")) ++
        Seq(Seq("b", "0", "1,234", "4"), Seq("c", "0", "0", "6"))
    )
    val cells = Pages.all(whole, "table")(1)
    val classes = Pages.all(cells, "td").map(_.getAttribute("class").stripPrefix("number "))
    assert(classes == Seq("right", "wrong3", "none", "none", "right", "wrong5", "none", "none", "right"))
  }

  private def image(element: Element, attribute: String): BufferedImage = {
    val data = element.getAttribute(attribute)
    assert(data.startsWith("data:image/png;base64,") && !data.contains(" "))
    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder.decode(data.drop("data:image/png;base64,".length))))
  }

  test("a picture is there in light and in dark, in words, and as wide as it wants to be") {
    val picture = Pages.all(whole, "picture").head
    val Seq(dark) = Pages.all(picture, "source")
    val Seq(light) = Pages.all(picture, "img")
    assert(dark.getAttribute("media") == "screen and (prefers-color-scheme: dark)")
    assert(light.getAttribute("alt") == "It falls from 3 to 1.")
    def brightness(image: BufferedImage) = image.getRaster.getSample(2, 2, 0)
    assert(brightness(image(light, "src")) > 200 && brightness(image(dark, "srcset")) < 50)
    assert(light.getAttribute("width").toInt == image(light, "src").getWidth / 2)
    assert(light.getAttribute("height").toInt == image(light, "src").getHeight / 2)
  }

  test("small images have a dot for each pixel: ink on paper, or in colour") {
    val Seq(ink, colour) = Pages.all(Pages.ofClass(whole, "gallery").head, "img")
    assert(ink.getAttribute("class") == "ink" && colour.getAttribute("class") == "colour")
    val dots = image(ink, "src")
    assert(dots.getWidth == 2 && dots.getHeight == 1)
    assert((0 to 1).map(dots.getRaster.getSample(_, 0, 0)) == Seq(255, 0), "paper, then ink")
    assert((0 to 2).map(image(colour, "src").getRaster.getSample(0, 0, _)) == Seq(255, 128, 0))
    val outside = SmallImage.png(new Shape(2, 1, 2), Array(-1.0, 3, -1, 1))
    val brought = ImageIO.read(new ByteArrayInputStream(outside))
    assert((0 to 1).map(brought.getRaster.getSample(_, 0, 0)) == Seq(255, 255 - (255 + 128) / 2))
  }

  test("nothing comes from elsewhere: the policy forbids it, and knows the one style sheet") {
    val Seq(style) = Pages.all(whole, "style").map(_.getTextContent)
    assert(!style.contains("url(") && !style.contains("@import") && !style.contains("<"))
    val hash = Base64.getEncoder.encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8)))
    val Seq(policy) =
      Pages.all(whole, "meta").filter(_.hasAttribute("http-equiv")).map(_.getAttribute("content"))
    assert(policy == s"default-src 'none'; img-src data:; style-src 'sha256-$hash'")
    val text = new String(HtmlReport.of(report(section("one", "First", blocks: _*))), UTF_8)
    assert(!text.contains("http:") && !text.contains("https:") && !text.contains("//www"))
  }

  test("the keyboard reaches the content first, and whatever scrolls") {
    val first = Pages.all(whole, "a").head
    assert(first.getAttribute("class") == "skip")
    val target = Pages.all(whole, "main").head
    assert(first.getAttribute("href") == "#" + target.getAttribute("id") && target.getAttribute("tabindex") == "-1")
    val boxes = Pages.ofClass(whole, "scroll")
    assert(boxes.size == 3)
    for (box <- boxes) assert(box.getAttribute("tabindex") == "0" && box.getAttribute("aria-label").nonEmpty)
  }

  test("the same report is the same bytes") {
    val one = HtmlReport.of(report(section("one", "First", blocks: _*)))
    assert(one.sameElements(HtmlReport.of(report(section("one", "First", blocks: _*)))))
  }

  test("sections that no link could tell apart are refused") {
    intercept[IllegalArgumentException](report(section("one", "First"), section("one", "Second")))
    for (id <- Seq("", "a b", "a_b", "ä")) intercept[IllegalArgumentException](section(id, "Heading"))
  }
}

package treecast.report

import org.w3c.dom.{Document, Element, Node}

import java.io.ByteArrayInputStream
import java.nio.charset.StandardCharsets.UTF_8
import javax.xml.parsers.DocumentBuilderFactory

/** A page as a parser of XML sees it: whoever gets one knows that it is well-formed. */
object Pages {
  def parsed(html: Array[Byte]): Document = {
    val text = new String(html, UTF_8)
    assert(text.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"), text.take(60))
    val builder = DocumentBuilderFactory.newInstance.newDocumentBuilder()
    builder.setErrorHandler(null)
    builder.parse(new ByteArrayInputStream(html))
  }

  /** Elements of a name, in the order of the page. */
  def all(page: Document, name: String): Seq[Element] = elements(page.getElementsByTagName(name))

  /** Those below an element. */
  def all(element: Element, name: String): Seq[Element] = elements(element.getElementsByTagName(name))

  private def elements(nodes: org.w3c.dom.NodeList): Seq[Element] =
    (0 until nodes.getLength).map(nodes.item).collect { case element: Element => element }

  /** The only one of a class. */
  def ofClass(page: Document, name: String): Seq[Element] =
    all(page, "*").filter(_.getAttribute("class").split(" ").contains(name))

  /** Pairs of a list of terms. */
  def facts(page: Document): Map[String, String] =
    all(page, "dt").map(term => term.getTextContent -> next(term).getTextContent).toMap

  private def next(node: Node): Node =
    Iterator.iterate(node.getNextSibling)(_.getNextSibling).find(_.isInstanceOf[Element]).get

  /** The rows of a table of a caption, as text, the header first. */
  def table(page: Document, caption: String): Seq[Seq[String]] = {
    val found = all(page, "table").filter(all(_, "caption").exists(_.getTextContent == caption))
    assert(found.size == 1, caption)
    all(found.head, "tr").map(row => all(row, "*").map(_.getTextContent))
  }

  /** What every page has to be, whatever it reports. */
  def requireGood(page: Document): Unit = {
    val ids = all(page, "*").map(_.getAttribute("id")).filter(_.nonEmpty)
    assert(ids.distinct == ids, "every id once")
    val links = all(page, "a").map(_.getAttribute("href"))
    assert(links.nonEmpty && links.forall(link => link.startsWith("#") && ids.contains(link.drop(1))), links)
    for (e <- all(page, "*"); name <- Seq("aria-labelledby") if e.hasAttribute(name))
      assert(ids.contains(e.getAttribute(name)), e.getAttribute(name))
    for (e <- all(page, "*"); name <- Seq("src", "srcset", "href") if e.hasAttribute(name) && e.getTagName != "a")
      assert(e.getAttribute(name).startsWith("data:"), e.getAttribute(name).take(80))
    assert(all(page, "script").isEmpty)
    for (image <- all(page, "img")) assert(image.getAttribute("alt").trim.nonEmpty, "an image in words")
    for (e <- all(page, "*"); name <- Seq("style", "onclick", "onload")) assert(!e.hasAttribute(name))
    for (heading <- Seq("title", "h1", "main")) assert(all(page, heading).size == 1, heading)
    requireTables(page)
  }

  private def requireTables(page: Document): Unit = {
    for (header <- all(page, "th")) assert(header.getAttribute("scope").nonEmpty, header.getTextContent)
    for (table <- all(page, "table")) {
      assert(all(table, "caption").map(_.getTextContent.trim).forall(_.nonEmpty) && all(table, "caption").size == 1)
      val box = table.getParentNode.asInstanceOf[Element]
      assert(box.getAttribute("tabindex") == "0" && box.getAttribute("aria-label").nonEmpty, "it can be scrolled")
    }
  }
}

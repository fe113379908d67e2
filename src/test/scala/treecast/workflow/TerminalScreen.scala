package treecast.workflow

import java.io.{ByteArrayOutputStream, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8
import scala.collection.mutable

/** What a display shows after all that it has printed, with a clock that stands still until it is set. */
class TerminalScreen(width: Int = 80, terminal: Boolean = true) {
  private val printed = new ByteArrayOutputStream
  private var now = 50_000_000_000L

  val screen = new Terminal(new PrintStream(printed, true, UTF_8), terminal, () => now)

  def pass(seconds: Double): Unit = now += (seconds * 1e9).toLong

  def text: String = printed.toString(UTF_8)

  /** The rows from the first to the one that the cursor is in, as a terminal shows them. */
  def rows: Seq[String] = {
    val rows = mutable.ArrayBuffer("")
    var (row, column, wraps) = (0, 0, true)
    def down(): Unit = {
      row += 1
      if (row == rows.size) rows += ""
    }
    def put(c: Char): Unit = {
      if (column == width && wraps) {
        column = 0
        down()
      }
      val at = math.min(column, width - 1)
      rows(row) = rows(row).padTo(at, ' ').patch(at, c.toString, 1)
      column = math.min(column + 1, width)
    }
    val control = "\u001b\\[(\\??)(\\d*)([A-Za-z])".r
    var rest = text
    while (rest.nonEmpty) {
      val sequence = control.findPrefixMatchOf(rest)
      sequence.map(m => (m.group(1) + m.group(3), m.group(2))) match {
        case Some(("A", lines)) => row -= lines.toInt
        case Some(("K", ""))    => rows(row) = rows(row).take(column)
        case Some(("J", "")) =>
          rows(row) = rows(row).take(column)
          rows.dropRightInPlace(rows.size - 1 - row)
        case Some(("?l", "7"))         => wraps = false
        case Some(("?h", "7"))         => wraps = true
        case Some(other)               => throw new AssertionError(s"no such control: $other")
        case None if rest.head == '\r' => column = 0
        case None if rest.head == '\n' =>
          column = 0
          down()
        case None => put(rest.head)
      }
      rest = rest.drop(sequence.fold(1)(_.matched.length))
    }
    assert(wraps, "lines wrap again when the display is done")
    rows.map(_.stripTrailing).toSeq
  }
}

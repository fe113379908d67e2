package treecast

/** Lengths of methods and constructors in Java source as the formatter leaves it, by its indentation. */
object MethodLengths {

  /** A method, by the first line of its signature; annotations before that do not count. */
  case class Method(signature: String, lines: Int)

  private val Statement =
    "(return|new|else|if|for|while|switch|try|do|synchronized|catch|case|default ->|throw|yield|this|super|@)\\b.*|@.*"
  private val Type =
    "((public|private|protected|static|final|abstract|sealed|non-sealed) )*(class|interface|enum|record) .*"

  /** All methods of a file, in the order in which they stand there. */
  def of(source: Seq[String]): Seq[Method] =
    for {
      (line, at) <- source.zipWithIndex
      signature = line.trim
      if begins(signature) && follows(source.take(at))
      open = source.indexWhere(_.endsWith("{"), at)
      // A signature that is wrapped is indented by four more until its body opens.
      if open >= 0 && source.slice(at + 1, open + 1).forall(_.startsWith(" " * (indent(line) + 4)))
      close = source.indexWhere(_ == " " * indent(line) + "}", open)
      if close >= 0
    } yield Method(signature, close - at + 1)

  /** Whether a member may begin behind these lines, rather than the rest of a statement. */
  private def follows(before: Seq[String]): Boolean =
    before.map(_.trim).findLast(_.nonEmpty).exists(last => last.matches(".*([;{}]|\\*/)|@.*"))

  /** Constants of an enum are in capitals; one with a body is no method. */
  private def begins(text: String): Boolean =
    text.matches(
      "[A-Za-z<][\\w.<>\\[\\], ?&]* \\w+\\(.*|[A-Z]\\w*[a-z]\\w*\\(.*|public [A-Z]\\w*\\(.*|(public )?[A-Z]\\w* \\{"
    ) &&
      !text.matches(Statement) && !text.matches(Type) && !text.contains(" = ")

  private def indent(line: String): Int = line.takeWhile(_ == ' ').length
}

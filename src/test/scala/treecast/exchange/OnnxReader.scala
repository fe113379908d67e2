package treecast.exchange

import java.nio.{ByteBuffer, ByteOrder}
import java.nio.charset.StandardCharsets.UTF_8

/** ONNX file, read and checked by the rules of ONNX's checker for the operators that a network here can need. */
case class OnnxReader(model: ProtobufReader) {
  import OnnxReader._

  val graph: ProtobufReader = model.message(7).only(1, 2, 5, 10, 11, 12, 13).once(2, 10)
  val nodes: Seq[Node] = graph.messages(1).map(Node(_))
  val constants: Map[String, Constant] = graph.messages(5).map(Constant(_)).map(c => c.name -> c).toMap
  val inputs: Seq[Port] = graph.messages(11).map(Port(_))
  val outputs: Seq[Port] = graph.messages(12).map(Port(_))
  val typed: Seq[Port] = graph.messages(13).map(Port(_))
  val operatorSets: Map[String, Long] = model.messages(8).map(_.only(1, 2)).map(s => s.text(1) -> s.number(2)).toMap
  val metadata: Map[String, String] = model.messages(14).map(_.only(1, 2)).map(p => p.text(1) -> p.text(2)).toMap

  /** Fails where ONNX's checker would. */
  def requireValid(): OnnxReader = {
    model.only(1, 2, 3, 4, 5, 6, 7, 8, 14).once(1, 2, 3, 4, 5, 6, 7)
    require(model.number(1) == 7 && operatorSets("") == 13, "version of the format and of its operators")
    require(model.messages(8).size == operatorSets.size, "a domain is imported twice")
    require(model.text(2) == "treecast" && model.text(3).nonEmpty, "producer")
    require(graph.text(2).nonEmpty && inputs.nonEmpty && outputs.nonEmpty, "a graph has a name, inputs and outputs")
    require(constants.size == graph.messages(5).size, "two constants of one name")
    for (port <- inputs ++ outputs)
      require(port.name.nonEmpty && port.dimensions.head == "N", s"$port")
    var defined = Set.empty[String]
    def define(name: String): Unit = {
      require(name.nonEmpty && !defined(name), s"the value '$name' is defined twice, or has no name")
      defined += name
    }
    inputs.foreach(port => define(port.name))
    constants.keys.foreach(define)
    for (node <- nodes) {
      require(operatorSets.contains(node.domain), s"the domain of $node is not imported")
      val operator = operators.getOrElse(node.domain -> node.operator, sys.error(s"$node is not known"))
      require(operator.since <= operatorSets(node.domain), s"$node came later")
      require(operator.inputs.contains(node.inputs.size), s"$node has ${node.inputs.size} inputs")
      require(node.attributes.keySet.subsetOf(operator.attributes), s"$node has other attributes")
      require(operator.wanted.subsetOf(node.attributes.keySet), s"$node lacks attributes")
      node.inputs.foreach(name => require(defined(name), s"$node uses $name before it is there"))
      node.outputs.foreach(define)
    }
    outputs.foreach(port => require(defined(port.name), s"${port.name} is never computed"))
    typed.foreach(port => require(defined(port.name), s"${port.name} has a type and is never computed"))
    val used = nodes.flatMap(_.inputs).toSet ++ outputs.map(_.name)
    for (name <- defined) require(used(name), s"$name is never used")
    this
  }
}

object OnnxReader {
  def apply(bytes: Array[Byte]): OnnxReader = OnnxReader(ProtobufReader(bytes)).requireValid()

  private case class Operator(since: Int, inputs: Range, attributes: Set[String], wanted: Set[String] = Set.empty)

  private val windows = Set("kernel_shape", "strides", "pads", "dilations", "auto_pad")
  private val operators: Map[(String, String), Operator] = Map(
    "Add" -> Operator(13, 2 to 2, Set.empty),
    "ArgMax" -> Operator(13, 1 to 1, Set("axis", "keepdims", "select_last_index")),
    "BatchNormalization" -> Operator(9, 5 to 5, Set("epsilon", "momentum")),
    "Cast" -> Operator(13, 1 to 1, Set("to"), Set("to")),
    "Concat" -> Operator(13, 2 to 1000, Set("axis"), Set("axis")),
    "Conv" -> Operator(11, 2 to 3, windows + "group"),
    "Div" -> Operator(13, 2 to 2, Set.empty),
    "Equal" -> Operator(13, 2 to 2, Set.empty),
    "Flatten" -> Operator(13, 1 to 1, Set("axis")),
    "Gather" -> Operator(13, 2 to 2, Set("axis")),
    "Gemm" -> Operator(13, 2 to 3, Set("alpha", "beta", "transA", "transB")),
    "Identity" -> Operator(13, 1 to 1, Set.empty),
    "IsNaN" -> Operator(13, 1 to 1, Set.empty),
    "MaxPool" -> Operator(12, 1 to 1, windows ++ Set("ceil_mode", "storage_order"), Set("kernel_shape")),
    "Mul" -> Operator(13, 2 to 2, Set.empty),
    "Relu" -> Operator(13, 1 to 1, Set.empty),
    "Reshape" -> Operator(13, 2 to 2, Set.empty),
    "Sigmoid" -> Operator(13, 1 to 1, Set.empty),
    "Softmax" -> Operator(13, 1 to 1, Set("axis")),
    "Sub" -> Operator(13, 2 to 2, Set.empty),
    "Tanh" -> Operator(13, 1 to 1, Set.empty),
    "Where" -> Operator(9, 3 to 3, Set.empty)
  ).map { case (name, operator) => ("", name) -> operator } +
    (("ai.onnx.ml", "OneHotEncoder") -> Operator(1, 1 to 1, Set("cats_int64s", "cats_strings", "zeros")))

  case class Node(message: ProtobufReader) {
    message.only(1, 2, 3, 4, 5, 6, 7).once(3, 4, 6, 7)
    val inputs: Seq[String] = message.texts(1)
    val outputs: Seq[String] = message.texts(2)
    val name: String = message.text(3)
    val operator: String = message.text(4)
    val domain: String = message.text(7)
    val attributes: Map[String, Any] = message.messages(5).map(attribute).toMap
    require(attributes.size == message.messages(5).size, s"$this has two attributes of one name")
    require(operator.nonEmpty && outputs.nonEmpty, s"$this does nothing")

    private def attribute(a: ProtobufReader): (String, Any) = {
      a.once(1, 2, 3, 4, 20)
      val value = a.number(20) match {
        case 1 => java.lang.Float.intBitsToFloat(a.only(1, 2, 20).all[Int](2).head)
        case 2 => a.only(1, 3, 20).numbers(3).head
        case 7 => a.only(1, 8, 20).numbers(8)
        case 8 => a.only(1, 9, 20).texts(9)
      }
      a.text(1) -> value
    }

    override def toString: String = s"node $name ($operator)"
  }

  /** A constant; its numbers are those of its own type. */
  case class Constant(message: ProtobufReader) {
    message.only(1, 2, 6, 8, 9).once(2, 8, 9)
    val shape: Seq[Long] = message.numbers(1)
    val name: String = message.text(8)
    val values: Seq[Any] = {
      val strings = message.all[Array[Byte]](6).map(new String(_, UTF_8))
      require(strings.isEmpty || message.all[Any](9).isEmpty, s"$name has two kinds of values")
      def raw = ByteBuffer.wrap(message.all[Array[Byte]](9).head).order(ByteOrder.LITTLE_ENDIAN)
      message.number(2) match {
        case 1  => many(raw.remaining / 4)(raw.getFloat)
        case 7  => many(raw.remaining / 8)(raw.getLong)
        case 8  => strings
        case 11 => many(raw.remaining / 8)(raw.getDouble)
      }
    }
    require(values.size == shape.product, s"$name has ${values.size} elements for the shape $shape")

    private def many[T](count: Int)(at: Int => T): Seq[T] = {
      val size = message.all[Array[Byte]](9).head.length / math.max(1, count)
      (0 until count).map(i => at(i * size))
    }

    /** Name of the type. */
    def typeName: String = Map(1L -> "float", 7L -> "int64", 8L -> "string", 11L -> "double")(message.number(2))
  }

  /** An input or output: its type and its dimensions, of which the number of rows has a name. */
  case class Port(message: ProtobufReader) {
    message.only(1, 2, 3).once(1, 2, 3)
    private val tensor = message.message(2).only(1).message(1).only(1, 2)
    val name: String = message.text(1)
    val typeName: String = Map(1L -> "float", 7L -> "int64", 8L -> "string", 11L -> "double")(tensor.number(1))
    val dimensions: Seq[String] = tensor.message(2).only(1).messages(1).map { dimension =>
      dimension.only(1, 2)
      if (dimension.text(2).nonEmpty) dimension.text(2) else dimension.number(1).toString
    }
    override def toString: String = s"$name: $typeName ${dimensions.mkString(" x ")}"
  }
}

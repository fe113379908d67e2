package treecast.exchange

import ai.onnxruntime.{OnnxTensor, OnnxValue, OrtEnvironment, OrtSession}

import java.nio.{DoubleBuffer, FloatBuffer}
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit.SECONDS
import scala.jdk.CollectionConverters._
import scala.util.Using

/** What an exported file answers in the runtime of others: of each row, the probabilities and the label. */
case class OnnxRun(probabilities: Seq[Seq[Double]], labels: Seq[Any])

object OnnxRun {

  /** The runtime. Version 1.29 matches the process' command line, which a class path makes long, with a recursion for
    * each character: it is started on a thread whose stack is large enough.
    */
  private lazy val environment: OrtEnvironment = {
    val starts = new FutureTask(() => OrtEnvironment.getEnvironment)
    new Thread(null, starts, "onnxruntime", 256L << 20).start()
    starts.get(60, SECONDS)
  }

  /** Runs a file on rows of numbers and, if it takes them, of words; types and shapes are those that the file tells. */
  def apply(file: Array[Byte], numbers: Seq[Array[Double]], words: Seq[Array[String]] = Nil): OnnxRun = {
    val rows = math.max(numbers.size, words.size)
    Using.Manager { use =>
      val options = use(new OrtSession.SessionOptions)
      options.setIntraOpNumThreads(1)
      val session = use(environment.createSession(file, options))
      val inputs = OnnxReader(file).inputs.map { port =>
        val shape = (rows.toLong +: port.dimensions.tail.map(_.toLong)).toArray
        val flat = numbers.toArray.flatten
        port.name -> use(port.typeName match {
          case "float"  => OnnxTensor.createTensor(environment, FloatBuffer.wrap(flat.map(_.toFloat)), shape)
          case "double" => OnnxTensor.createTensor(environment, DoubleBuffer.wrap(flat), shape)
          case "string" => OnnxTensor.createTensor(environment, words.toArray.flatten, shape)
        })
      }.toMap
      val result = use(session.run(inputs.asJava))
      def output(name: String): OnnxValue = result.get(name).orElseThrow
      val probabilities = output("probabilities").getValue match {
        case of: Array[Array[Float]]  => of.toSeq.map(_.toSeq.map(_.toDouble))
        case of: Array[Array[Double]] => of.toSeq.map(_.toSeq)
      }
      val labels = output("label").getValue match {
        case whole: Array[Long]   => whole.toSeq
        case words: Array[String] => words.toSeq
      }
      OnnxRun(probabilities, labels)
    }.get
  }
}

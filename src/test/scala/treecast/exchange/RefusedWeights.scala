package treecast.exchange

import org.scalatest.{Assertions, BeforeAndAfterAll, Suite}
import treecast.data.DataException

import java.lang.Double.doubleToRawLongBits
import java.lang.management.ManagementFactory
import scala.jdk.CollectionConverters._

/** Weights files that are read, or refused in one line that names the file, with little memory. */
trait RefusedWeights extends BeforeAndAfterAll with WeightFiles { this: Suite with Assertions =>
  private val where = "weights"
  private val threads = ManagementFactory.getThreadMXBean.asInstanceOf[com.sun.management.ThreadMXBean]

  /** The arrays, or the one line that refuses them. */
  protected def decoded(bytes: Array[Byte]): Either[String, Map[String, Seq[Long]]] = {
    val before = threads.getCurrentThreadAllocatedBytes
    try
      Right(
        WeightsFile
          .decode(bytes, where)
          .arrays
          .asScala
          .map { case (name, array) =>
            name -> (array.shape.asScala.map(_.toLong) ++ array.values.toSeq.map(doubleToRawLongBits)).toSeq
          }
          .toMap
      )
    catch {
      case e: DataException =>
        val message = e.getMessage
        assert(message.linesIterator.size == 1 && message.startsWith(where + ": "), message)
        assert(message.contains("expected"), message)
        Left(message)
    } finally assert(threads.getCurrentThreadAllocatedBytes - before < (4 << 20), "memory")
  }

  /** What is loaded once only is not counted. */
  override def beforeAll(): Unit = {
    super.beforeAll()
    for (file <- npz ++ safetensors; length <- Seq(100, 1000, 100000))
      try WeightsFile.decode(resource(file).take(length), where)
      catch { case _: DataException => }
  }

  protected def refused(bytes: Array[Byte]): String = decoded(bytes).left.getOrElse(fail("not refused"))

  protected val npz: Seq[String] = Seq("book-norm.npz", "types-compressed.npz", "torch.npz")
  protected val safetensors: Seq[String] = Seq("torch.safetensors", "torch-conv.safetensors")
}

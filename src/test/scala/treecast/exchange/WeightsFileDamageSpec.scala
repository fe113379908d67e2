package treecast.exchange

import com.tngtech.archunit.core.domain.JavaClass.Predicates.`type`
import org.scalatest.funsuite.AnyFunSuite
import treecast.ArchitectureRules

import java.io.ObjectInputStream
import java.nio.{ByteBuffer, ByteOrder}
import scala.util.Random

/** Weights files that are damaged. */
class WeightsFileDamageSpec extends AnyFunSuite with ArchitectureRules with RefusedWeights {
  for (name <- npz)
    test(s"$name: with any byte of it changed, it is refused or has the same arrays") {
      val good = resource(name)
      val arrays = decoded(good)
      assert(arrays.isRight)
      var same = 0
      for (at <- good.indices; mask <- Seq(1, 0x80)) {
        val found = decoded(good.updated(at, (good(at) ^ mask).toByte))
        assert(found.isLeft || found == arrays, s"byte $at")
        same += (if (found.isRight) 1 else 0)
      }
      assert(same < good.length, "times, versions and such are all that may differ")
    }

  private def numbers(file: Either[String, Map[String, Seq[Long]]]): Int = file.fold(fail(_), _.values.map(_.size).sum)

  private def headerLength(file: Array[Byte]): Int =
    8 + ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong.toInt

  for (name <- safetensors)
    test(s"$name: with any byte of its header changed, it is refused, or has arrays of as many elements") {
      val good = resource(name)
      val elements = numbers(decoded(good))
      assert(elements > 100)
      for (at <- 0 until headerLength(good); mask <- Seq(1, 2, 0x10, 0x80))
        for (found <- decoded(good.updated(at, (good(at) ^ mask).toByte)))
          assert(numbers(Right(found)) <= elements + 10, s"byte $at")
    }

  test("1,000 flips of bits: one line each, or a file that can be read") {
    val random = new Random(3)
    for (name <- npz ++ safetensors; _ <- 1 to 1000) {
      val file = resource(name)
      for (_ <- 0 to random.nextInt(3)) {
        val at = random.nextInt(file.length)
        file(at) = (file(at) ^ (1 << random.nextInt(8))).toByte
      }
      decoded(file)
    }
  }

  test("a file cut short anywhere, or with bytes too many, is refused") {
    for (name <- npz ++ safetensors) {
      val good = resource(name)
      for (length <- good.indices by 7) refused(good.take(length))
      for (length <- good.indices by 512) refused(good.take(length))
      for (extra <- Seq(1, 8, 1000)) refused(good ++ new Array[Byte](extra))
    }
  }

  test("nothing that reads weights deserialises Java's objects") {
    for (name <- Seq("exchange", "model"))
      holds(mayNotUse(Seq(inPackage(name)), `type`(classOf[ObjectInputStream])))
  }
}

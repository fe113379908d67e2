package treecast.source

import treecast.data.{DataException, Split}
import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles._

import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.duration._
import scala.concurrent.{Await, Future}
import scala.jdk.CollectionConverters._
import scala.util.Random

/** Random damage to IDX files. */
class IdxFuzzSpec extends AnyFunSuite with IdxFolders {
  test("fuzz: random damage is refused in one line or leaves the shape as it is") {
    val fuzz = Future {
      val random = new Random(20)
      for (round <- 1 to 400) {
        val files = if (round % 2 == 0) good() else compressed(good())
        val name = files.keys.toSeq.sorted.apply(random.nextInt(4))
        val damaged = damage(files(name), random)
        withFolder(files + (name -> damaged)) { folder =>
          try {
            val data = examine(folder)
            assert((data.trainRows, data.testRows, data.height, data.width) == ((6, 3, 4, 3)))
            for (split <- Split.values; shard <- data.shards(split, 2).asScala)
              assert(IdxFiles.pixels(shard).length == shard.rows * 12)
          } catch {
            case e: DataException =>
              assert(e.getMessage.linesIterator.size == 1 && e.getMessage.contains(name.stripSuffix(".gz")))
            case e: Throwable => fail(s"round $round, $name: ${damaged.map(b => f"$b%02x").mkString}", e)
          }
        }
      }
    }
    Await.result(fuzz, 3.minutes)
  }

  private def damage(bytes: Array[Byte], random: Random): Array[Byte] = {
    val damaged = bytes.clone
    random.nextInt(4) match {
      case 0 => damaged.take(random.nextInt(damaged.length))
      case 1 => damaged ++ Array.fill(1 + random.nextInt(20))(random.nextInt().toByte)
      case 2 =>
        val at = random.nextInt(math.min(20, damaged.length)) // headers are where it hurts
        damaged.updated(at, random.nextInt().toByte)
      case 3 =>
        for (_ <- 0 to random.nextInt(4)) damaged(random.nextInt(damaged.length)) = random.nextInt().toByte
        damaged
    }
  }
}

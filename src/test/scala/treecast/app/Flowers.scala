package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.{SmallDigits, SmallTables}

import java.nio.file.Path

/** A table of three kinds of flowers, which is deleted behind the tests. */
trait Flowers extends CommandLine { this: AnyFunSuite =>

  /** Numbers of training and of test rows. */
  protected def flowerRows: (Int, Int) = (240, 90)

  protected lazy val flowers: Path = SmallTables.folder(flowerRows._1, flowerRows._2)

  override def afterAll(): Unit = {
    SmallDigits.delete(flowers)
    super.afterAll()
  }
}

package treecast.data

import org.scalatest.funsuite.AnyFunSuite

/** Rows of a table that become test rows. */
class TestShareSpec extends AnyFunSuite {
  private val classes = Array.tabulate(1000)(row => (if (row % 50 == 0) 2 else row % 2).toChar)

  private def chosen(share: Double, seed: Long = 1, labels: Array[Char] = classes): Seq[Int] = {
    val rows = new TestShare(share, seed).rowsOf(labels)
    labels.indices.filter(rows.get)
  }

  test("each class has its share, to within one row, by the seed alone") {
    for (share <- Seq(0.2, 0.33, 0.05)) {
      val test = chosen(share)
      assert(test.size == math.round(1000 * share))
      for (c <- 0 to 2)
        assert(math.abs(test.count(classes(_) == c) - share * classes.count(_ == c)) < 1)
      assert(test == chosen(share) && test != chosen(share, seed = 2))
      assert(chosen(share, labels = classes ++ classes) != test)
    }
    assert(chosen(0).isEmpty)
  }

  test("there is a test row, but a class keeps a row for training") {
    assert(chosen(0.01, labels = Array[Char](0, 0, 1)).size == 1)
    assert(chosen(0.9, labels = Array[Char](0, 0, 1, 2, 2)).map(Seq(0, 0, 1, 2, 2)(_)) == Seq(0, 2))
    assert(chosen(0.5, labels = Array[Char](0, 1, 2)).isEmpty)
  }
}

package treecast.linalg

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.Waiting

class ArrayPoolSpec extends AnyFunSuite with Waiting {
  test("an array that was given back is used again, with what it held") {
    val pool = new ArrayPool
    val first = pool.take(Precision.DOUBLE, 5)
    first.fill(0, 5, 7)
    pool.give(first)
    val second = pool.take(Precision.DOUBLE, 5)
    assert(second eq first)
    assert(second.doubles.toSeq == Seq.fill(5)(7.0))
  }

  test("an array that someone holds is given to nobody else") {
    val pool = new ArrayPool
    val held = pool.take(Precision.DOUBLE, 5)
    assert(pool.take(Precision.DOUBLE, 5) ne held)
    pool.give(held)
    assert((pool.take(Precision.DOUBLE, 5) eq held) && (pool.take(Precision.DOUBLE, 5) ne held))
  }

  test("an array of another length or precision is not used") {
    val pool = new ArrayPool
    pool.give(Precision.DOUBLE.zeros(4))
    assert(pool.take(Precision.DOUBLE, 5).length == 5)
    pool.give(Precision.DOUBLE.zeros(5))
    assert(pool.take(Precision.SINGLE, 5).floats.length == 5)
  }

  test("what one thread gives back is what another takes, so that no thread hoards") {
    val mine = Precision.DOUBLE.zeros(3)
    val thread = new Thread(() => ArrayPool.shared.give(mine))
    thread.start()
    join(thread)
    assert(ArrayPool.shared.take(Precision.DOUBLE, 3) eq mine)
  }
}

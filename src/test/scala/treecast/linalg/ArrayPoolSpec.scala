package treecast.linalg

import org.scalatest.funsuite.AnyFunSuite
import treecast.testing.Waiting

class ArrayPoolSpec extends AnyFunSuite with Waiting {
  test("an array that was given back is used again, full of zeros") {
    val pool = new ArrayPool
    val first = pool.takeZeros(5)
    java.util.Arrays.fill(first, 7)
    pool.give(first)
    val second = pool.takeZeros(5)
    assert(second eq first)
    assert(second.toSeq == Seq.fill(5)(0.0))
  }

  test("an array that someone holds is given to nobody else") {
    val pool = new ArrayPool
    val held = pool.takeZeros(5)
    assert(pool.takeZeros(5) ne held)
    pool.give(held)
    assert((pool.takeZeros(5) eq held) && (pool.takeZeros(5) ne held))
  }

  test("an array of another length is not used") {
    val pool = new ArrayPool
    pool.give(new Array[Double](4))
    assert(pool.takeZeros(5).length == 5)
  }

  test("what one thread gives back is what another takes, so that no thread hoards") {
    val mine = new Array[Double](3)
    val thread = new Thread(() => ArrayPool.shared.give(mine))
    thread.start()
    join(thread)
    assert(ArrayPool.shared.takeZeros(3) eq mine)
  }
}

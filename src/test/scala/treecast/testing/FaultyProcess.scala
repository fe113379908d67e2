package treecast.testing

import org.apache.hadoop.fs.{FSError, Path => HadoopPath}

import java.io.{IOException, OutputStream}
import java.util.concurrent.atomic.{AtomicInteger, AtomicLong}

/** What becomes of one call to a file system. */
sealed trait Fault

object Fault {
  case object None extends Fault

  /** An error; of a write, half has been done. */
  case object Fails extends Fault

  /** An error, though it was done. */
  case object AnswerLost extends Fault

  /** The process is dead: nothing is done any more, by any of its threads. */
  case object Dies extends Fault

  /** It is done, of a write half of it, and then the process is dead. */
  case object DiesBehind extends Fault

  val all: Seq[Fault] = Seq(Fails, AnswerLost, Dies, DiesBehind)

  /** A fault at one call, counted from 1. */
  def at(call: Int, fault: Fault): Int => Fault = n => if (n == call) fault else None
}

/** Ends what a process was doing: no `IOException`, which a process may survive. */
class SimulatedDeath extends Error("this process is dead")

/** A process as the file system sees it: its calls are counted, and some of them fail.
  *
  * @param faults
  *   by the number of the call
  * @param room
  *   number of bytes that it can write before the disk is full, now
  */
class FaultyProcess(faults: Int => Fault = _ => Fault.None, room: () => Long = () => Long.MaxValue) {
  private val count = new AtomicInteger
  private val bytes = new AtomicLong
  @volatile private var dead = false

  /** Number of calls until now. */
  def calls: Int = count.get

  /** Number of bytes that were written. */
  def written: Long = bytes.get

  /** Whether it has died. */
  def isDead: Boolean = dead

  def call[T](act: => T): T = next() match {
    case Fault.None       => act
    case Fault.Fails      => throw failure
    case Fault.AnswerLost => act; throw failure
    case Fault.Dies       => die()
    case Fault.DiesBehind => act; die()
  }

  /** A stream, each call of which is one of this process. */
  def stream(to: OutputStream): OutputStream = new OutputStream {
    override def write(one: Int): Unit = write(Array(one.toByte), 0, 1)

    override def write(content: Array[Byte], from: Int, length: Int): Unit = {
      def put(some: Int): Unit = {
        val fits = math.min(some.toLong, math.max(0, room() - bytes.get)).toInt
        to.write(content, from, fits)
        bytes.addAndGet(fits)
        if (fits < some) throw FaultyProcess.full
      }
      next() match {
        case Fault.None       => put(length)
        case Fault.Fails      => put(length / 2); throw failure
        case Fault.AnswerLost => put(length); throw failure
        case Fault.Dies       => die()
        case Fault.DiesBehind => put(length / 2); to.flush(); die()
      }
    }

    override def flush(): Unit = call(to.flush())
    override def close(): Unit = call(to.close())
  }

  private def next(): Fault = {
    if (dead) throw new SimulatedDeath
    faults(count.incrementAndGet())
  }

  private def failure = new IOException("failed on purpose")

  private def die(): Nothing = {
    dead = true
    throw new SimulatedDeath
  }
}

object FaultyProcess {

  /** Hadoop's word for a local disk that is full, which nobody else can make. */
  private def full: FSError = {
    val made = classOf[FSError].getDeclaredConstructor(classOf[Throwable])
    made.setAccessible(true)
    made.newInstance(new IOException("No space left on device"))
  }
}

/** Object store that shows what has changed later: each file is missing in the next few answers.
  *
  * @param lists
  *   number of listings of its folder that do not show a new file yet, and show a deleted one still
  * @param reads
  *   number of times that a new file is not found
  */
class LaggingStore(lists: Int = 0, reads: Int = 0) {
  private case class Lag(var lists: Int, var reads: Int)
  private val made = scala.collection.mutable.Map.empty[HadoopPath, Lag]
  private val deleted = scala.collection.mutable.Map.empty[HadoopPath, Lag]

  def create(file: HadoopPath): Unit = synchronized {
    made(file) = Lag(lists, reads)
    deleted.remove(file)
  }

  def delete(file: HadoopPath): Unit = synchronized {
    made.remove(file)
    if (lists > 0) deleted(file) = Lag(lists, 0)
  }

  /** Whether a file is found. */
  def shows(file: HadoopPath): Boolean = synchronized {
    made.get(file).forall { lag =>
      lag.reads -= 1
      lag.reads < 0
    }
  }

  /** Whether a listing has a file that is there. */
  def lists(file: HadoopPath): Boolean = synchronized {
    made.get(file).forall { lag =>
      lag.lists -= 1
      lag.lists < 0
    }
  }

  /** Files of a folder that a listing shows though they are deleted. */
  def ghosts(folder: HadoopPath): Seq[HadoopPath] = synchronized {
    val shown = deleted.filter { case (file, lag) => file.getParent == folder && lag.lists > 0 }
    shown.values.foreach(lag => lag.lists -= 1)
    shown.keys.toSeq
  }
}
